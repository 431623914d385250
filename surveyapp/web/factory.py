"""The application factory."""

from flask import Flask
from flask_compress import Compress
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined

from surveyapp.core.conduct.next_step import next_step
from surveyapp.settings import Settings
from surveyapp.web import front, operators
from surveyapp.web.access import init_access
from surveyapp.web.agreements.views import bp as agreements
from surveyapp.web.api.access import init_api_access
from surveyapp.web.api.views import bp as api
from surveyapp.web.audit.views import bp as audit
from surveyapp.web.audit.words import name_author
from surveyapp.web.clock import now
from surveyapp.web.collecting.views import bp as collecting
from surveyapp.web.compiled import CompiledTemplates
from surveyapp.web.db import init_db
from surveyapp.web.desk.deleting import bp as deleting
from surveyapp.web.desk.partner_lists import bp as partner_lists
from surveyapp.web.desk.partners import bp as partners
from surveyapp.web.desk.steps import bp as steps
from surveyapp.web.desk.views import bp as desk
from surveyapp.web.errors import init_errors
from surveyapp.web.fields import faulty, rendered
from surveyapp.web.help.views import bp as help_pages
from surveyapp.web.help.views import init_help
from surveyapp.web.i18n import current_language, init_i18n
from surveyapp.web.inviting.confirm import bp as confirm
from surveyapp.web.inviting.correcting import bp as correcting
from surveyapp.web.inviting.people_files import bp as people_files
from surveyapp.web.inviting.people_lines import bp as people_lines
from surveyapp.web.inviting.printing import bp as letters
from surveyapp.web.inviting.reminding import bp as reminding
from surveyapp.web.inviting.views import bp as inviting
from surveyapp.web.late_rules import LateRule
from surveyapp.web.logs import init_logs
from surveyapp.web.mails.own import bp as own_words
from surveyapp.web.mails.trying import bp as mail_tests
from surveyapp.web.mails.views import bp as mails
from surveyapp.web.making import init_making
from surveyapp.web.meeting.ending import bp as meeting_end
from surveyapp.web.meeting.views import bp as meeting
from surveyapp.web.menu import init_menu
from surveyapp.web.operating.archives import bp as archives
from surveyapp.web.operating.backups import bp as backups
from surveyapp.web.operating.views import bp as installation
from surveyapp.web.packing import LEVEL
from surveyapp.web.paper.codes import bp as paper_codes
from surveyapp.web.paper.keying import bp as keying
from surveyapp.web.paper.views import bp as paper
from surveyapp.web.people.account import bp as account
from surveyapp.web.people.passkeys import bp as passkeys
from surveyapp.web.people.people import bp as people
from surveyapp.web.people.programs import bp as programs
from surveyapp.web.people.signing_in import bp as signing_in
from surveyapp.web.questionnaires.publishing import bp as publishing
from surveyapp.web.questionnaires.views import bp as questionnaires
from surveyapp.web.refusals import advice, refusal, row_refusal
from surveyapp.web.respond.skeletons import having, then
from surveyapp.web.respond.views import bp as respond
from surveyapp.web.results.handouts import bp as handouts
from surveyapp.web.results.packs import bp as packs
from surveyapp.web.results.round_views import bp as round_results
from surveyapp.web.results.views import bp as results
from surveyapp.web.rounds.new_reviews import bp as new_reviews
from surveyapp.web.rounds.people_lists import bp as round_people
from surveyapp.web.rounds.table import bp as review_table
from surveyapp.web.rounds.together import bp as together
from surveyapp.web.rounds.views import bp as rounds
from surveyapp.web.row_numbers import RowNumber
from surveyapp.web.security import init_security
from surveyapp.web.showing import address, show, typed
from surveyapp.web.static_files import init_static_files
from surveyapp.web.style.views import bp as style
from surveyapp.web.told import init_told
from surveyapp.words.burden import count_told
from surveyapp.words.checklist import finding_sentence
from surveyapp.words.closing import lack_words
from surveyapp.words.listed import list_counts, withdrawn_of, withdrawn_told
from surveyapp.words.turnout import step_words, turnout_words
from surveyapp.workflow.keys import Keys

BLUEPRINTS = (
    api,
    *(front.bp, operators.bp, respond),
    *(signing_in, account, passkeys, people, programs, audit),
    *(desk, partners, partner_lists, rounds, new_reviews, steps, deleting),
    *(review_table, together, round_people),
    *(inviting, correcting, people_files, people_lines, letters, reminding, confirm),
    *(paper, paper_codes, keying, collecting, results, packs, handouts, round_results, agreements),
    *(installation, backups, archives),
    *(questionnaires, publishing, meeting, meeting_end),
    *(mails, own_words, mail_tests),
    *(help_pages, style),
)


CREDENTIAL_IN_REQUEST = (respond, confirm, handouts, api)
"""Where the link or the token is the credential: no browser sends it by itself, and a link's form never goes stale."""


FILTERS = {
    "typed": typed,
    "then": then,
    "having": having,
    "zip": zip,
    "rendered": rendered,
    "faulty": faulty,
    "said": row_refusal,
    "refusal": refusal,
    "advice": advice,
    "author": name_author,
    "address": address,
    "list_counts": lambda roster: list_counts(len(roster.people), roster.nameless, current_language()),
    "statements": lambda questionnaire: count_told(questionnaire, current_language()),
    "withdrawn_of": lambda withdrawn: withdrawn_of(withdrawn, current_language()),
    "withdrawn_told": lambda withdrawn: withdrawn_told(withdrawn, current_language()),
    "turnout": lambda found, review, side: turnout_words(
        found, current_language(), thresholds=review.thresholds, answering=review.answering.of(side)
    ),
    "cost": lambda found, review, side: lack_words(
        found, current_language(), thresholds=review.thresholds, answering=review.answering.of(side)
    ),
    "next_step": lambda progress: next_step(progress, now=now()),
    "step": lambda found, review: step_words(found, review.thresholds, current_language()),
    "finding": lambda found: finding_sentence(found, current_language()),
}
"""What templates may put after a bar."""


def create_app(settings: Settings) -> Flask:
    """Return the application; opens no connection.

    Raises:
        SettingsError: something it needs is missing.
    """
    app = Flask(__name__, static_folder=None, instance_path=str(settings.instance.resolve()))
    keys = Keys.from_secret(settings.secret_key)
    app.config["SECRET_KEY"] = keys.session.hex()
    app.config.update(COMPRESS_ALGORITHM=["gzip"], COMPRESS_LEVEL=LEVEL, COMPRESS_EVALUATE_CONDITIONAL_REQUEST=False)
    app.config.update(WTF_I18N_ENABLED=False)  # validators have sentences of our own
    app.url_rule_class, app.url_map.converters["int"] = LateRule, RowNumber
    app.extensions["surveyapp.keys"], app.extensions["surveyapp.settings"] = keys, settings
    _init_templates(app, settings)
    init_logs(app, is_production=settings.is_production)
    init_db(app, settings.database_url, settings.timezone, record_key=keys.record, pool_url=settings.pool_url)
    init_security(app, settings)
    init_i18n(app, settings)
    init_errors(app)
    init_making(app, settings)
    csrf = CSRFProtect(app)
    for blueprint in CREDENTIAL_IN_REQUEST:
        csrf.exempt(blueprint)
    for init in (init_access, init_api_access, init_menu, init_help, init_told):
        init(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    Compress(app)
    init_static_files(app, settings)
    return app


def _init_templates(app: Flask, settings: Settings) -> None:
    app.jinja_env.undefined, app.jinja_env.finalize = StrictUndefined, show
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.bytecode_cache = CompiledTemplates()
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals.update(contact=settings.contact, public_url=settings.public_url)
