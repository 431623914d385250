"""Paper: blank forms to print, and keying what comes back."""
