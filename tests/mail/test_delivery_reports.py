"""Reports of mail servers: what counts as one, and which mail it is about."""

import pytest

from surveyapp.core.conduct.mail import MailKind
from surveyapp.mail.compose import compose
from surveyapp.mail.delivery_reports import SIZE_LIMIT, DeliveryReport, read_report
from tests.mail.mailbox import report_on
from tests.mail.test_compose import OFFICE, mail

SENT = compose(mail(MailKind.INVITATION), OFFICE)
OURS = f"{'0' * 32}.{'1' * 32}"


@pytest.mark.parametrize("headers_only", [True, False], ids=["the mail's headers", "the whole mail"])
def test_a_report_names_the_mail_and_what_the_server_said(headers_only: bool) -> None:
    found = read_report(report_on(SENT, headers_only=headers_only))
    assert found == DeliveryReport(OURS, "5.1.1 smtp; 550 5.1.1 no such user here")


@pytest.mark.parametrize(
    ("status", "is_nowhere"),
    [("5.1.1", True), ("5.1.10", True), ("5.2.1", True), ("5.7.1", False), ("5.2.2", False), ("5.1.8", False)],
)
def test_a_report_says_whether_it_is_about_the_mailbox(status: str, *, is_nowhere: bool) -> None:
    assert read_report(report_on(SENT, status=status)).is_nowhere is is_nowhere


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(report_on(SENT, status="4.4.1", action="delayed"), id="delayed"),
        pytest.param(report_on(SENT, status="4.4.7"), id="given up, and not for good"),
        pytest.param(report_on(SENT, status="2.0.0", action="delivered"), id="delivered"),
        pytest.param(report_on(SENT).replace(b"multipart/report;", b"multipart/mixed;"), id="no report"),
        pytest.param(report_on(SENT).replace(b"delivery-status;", b"disposition-notification;"), id="of reading"),
        pytest.param(report_on(SENT).replace(OURS.encode(), b"4D2F1B"), id="on a mail of others"),
        pytest.param(report_on(SENT)[:600], id="cut"),
        pytest.param(SENT.as_bytes(), id="the mail itself"),
        pytest.param(b"", id="nothing"),
        pytest.param(b"\xff\0" * 999, id="no mail"),
        pytest.param(b"Content-Type: multipart/report; report-type*=utf-9'x'%FF\r\n\r\n", id="no such charset"),
        pytest.param(b"Content-Type: multipart/report; boundary=a\r\n\r\n" + b"--a\r\n" * SIZE_LIMIT, id="without end"),
    ],
)
def test_what_is_no_report_on_a_failure_for_good_is_passed_over(data: bytes) -> None:
    assert read_report(data) is None
