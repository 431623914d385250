"""Who may ask what: everything below ``/api/`` is closed to whoever shows no token that opens it."""

from flask import Flask, current_app, g, request

from surveyapp.core.conduct.roles import Right
from surveyapp.store.programs import Program
from surveyapp.web.access import is_programs, right_of
from surveyapp.web.api.problems import Problem, ProblemError
from surveyapp.web.clock import now
from surveyapp.web.db import reading, writing
from surveyapp.workflow.accounts import keeping_programs, pacing

OPEN_TO_EVERY_TOKEN = frozenset({"api.description"})
REALM = 'Bearer realm="surveyapp"'


def init_api_access(app: Flask) -> None:
    """Close what is for programs; the rule goes by address, so that a new one is closed from its first day."""
    app.before_request(_require_program)


def _require_program() -> None:
    if not is_programs(request.path):
        return
    g.program = _program()
    _take_turn(g.program)
    if request.endpoint is None or request.endpoint in OPEN_TO_EVERY_TOKEN:  # no such address, or method
        return
    _require(g.program, right_of(current_app, request.endpoint), (request.view_args or {}).get("review_id"))


def _program() -> Program:
    """Return the program that shows its token; nothing but the header is looked at, so that no browser is one."""
    shown = request.authorization
    if shown is None or shown.type != "bearer" or not shown.token:
        raise ProblemError(Problem.NO_TOKEN, headers={"WWW-Authenticate": REALM})
    with reading() as session:
        found = keeping_programs.find_program(session, shown.token)
    if found is None or not found.is_in_force_at(now()):
        known = Problem.REVOKED_TOKEN if found and found.revoked_at else Problem.EXPIRED_TOKEN
        code = known if found else Problem.UNKNOWN_TOKEN
        raise ProblemError(code, headers={"WWW-Authenticate": f'{REALM}, error="invalid_token"'})
    return found


def _take_turn(program: Program) -> None:
    with writing() as session:
        wait = pacing.take_turn(session, program.name, now=now())
    if wait:
        raise ProblemError(Problem.TOO_MANY_REQUESTS, headers={"Retry-After": str(wait)})


def _require(program: Program, right: Right | None, review_id: int | None) -> None:
    if right is None or not program.scope.allows(right):
        said = f'{REALM}, error="insufficient_scope"' + (f', scope="{right.value}"' if right else "")
        raise ProblemError(Problem.RIGHT_MISSING, headers={"WWW-Authenticate": said}, right=right)
    if not program.scope.allows(right, review_id):
        raise ProblemError(Problem.REVIEW_OUT_OF_REACH, review=review_id)
