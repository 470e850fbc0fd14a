"""Every feature of the pages, one line each: a module whose ``pages`` is its Flask blueprint.

A feature is a folder web/<feature>/ with its views, web/templates/<feature>/ and web/messages/<feature>.py.
A feature whose views stand in several modules names each of them here, each with a blueprint of its own.
"""

from __future__ import annotations

from importlib import import_module

from flask import Flask

FEATURES = (
    "web.account.views",
    "web.about.views",
    "web.users.views",
    "web.search.views",
    "web.health.views",
    "web.vendor",
    "web.record.views",
    "web.record.extract",
    "web.dossier.views",
    "web.maps.views",
    "web.queue.views",
    "web.week.views",
    "web.reports.views",
    "web.policy.views",
    "web.policy.editing",
    "web.runs.views",
    "web.runs.compared",
    "web.runs.files",
    "web.runs.replays",
    "web.proposals.views",
    "web.proposals.flat",
    "web.proposals.deciding",
    "web.proposals.pricing",
    "web.proposals.again",
    "web.proposals.citizen",
    "web.offers.views",
    "web.offers.offer",
    "web.offers.steps",
    "web.offers.letters",
    "web.citizens.page",
    "web.citizens.entering",
    "web.citizens.actions",
    "web.vacancies.views",
    "web.vacancies.entering",
    "web.milieus.views",
    "web.teams.views",
    "web.quotas.views",
    "web.ledger.views",
    "web.ledger.correcting",
    "web.ledger.agreeing",
    "web.importing.views",
    "web.api.page",
    "web.tokens.views",
    "web.statements.views",
    "web.statements.statement",
    "web.statements.marking",
    "web.statements.charging",
    "web.notices.views",
    "web.notices.own",
    "web.notices.team",
    "web.api.views",
    "web.association.flats",
    "web.association.reporting",
    "web.association.withdrawing",
    "web.association.upload",
    "web.association.flat",
    "web.association.nomination",
    "web.association.nominations",
    "web.association.thread",
    "web.offers.landlord",
)


def register(app: Flask) -> None:
    """Give the application the pages of every feature."""
    for name in FEATURES:
        app.register_blueprint(import_module(name).pages)
