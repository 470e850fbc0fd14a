"""The command line of Husrum, thin: every command is a few lines and imports what it needs when it runs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn
from zoneinfo import ZoneInfo

import typer

if TYPE_CHECKING:
    from data.exchange.week import Reading
    from data.store.engine import Store
    from matcher.model import Result

OK, NO_RESULT, WRONG_INPUT = 0, 1, 2

app = typer.Typer(
    help="Match citizens in homelessness with vacant public flats: one joint, provably best proposal a week.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    add_completion=False,
)

WeekPath = Annotated[Path, typer.Argument(metavar="WEEK", help="The week folder.")]
On = Annotated[
    datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="Decision date; default today.")
]


def _today() -> date:
    return datetime.now(ZoneInfo("Europe/Copenhagen")).date()


def _refuse(message: object, code: int = WRONG_INPUT) -> NoReturn:
    typer.echo(str(message), err=True)
    raise typer.Exit(code)


def _read(week: Path, on: date, *, warn: bool = True) -> Reading:
    from data.exchange.week import read_week

    reading = read_week(week, on)
    for warning in reading.warnings if warn else ():
        typer.echo(f"warning: {warning}", err=True)
    for fault in reading.faults:
        typer.echo(str(fault), err=True)
    return reading


def _load_rates(on: date) -> Any:
    from data.rates.loader import load_rates
    from matcher.errors import RatesError

    try:
        return load_rates(on)
    except RatesError as error:
        _refuse(error)


def _progress() -> tuple[Callable[[str], None], Callable[[], None]]:
    """A progress bar on a terminal, nothing when piped: (next step, done)."""
    if not sys.stderr.isatty():
        return (lambda step: None), (lambda: None)
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    from matcher.pipeline import STEPS

    bar = Progress(
        TextColumn("{task.description:<10}"), BarColumn(), console=Console(stderr=True), transient=True
    )
    task = bar.add_task("reading", total=len(STEPS) + 1)
    bar.start()
    return (lambda step: bar.update(task, description=step, advance=1)), bar.stop


@app.command()
def propose(
    week: WeekPath,
    out: Annotated[Path, typer.Option(help="The result folder to write.")],
    on: On = None,
    seed: Annotated[int, typer.Option(help="Seed of the lots that settle ties between people.")] = 0,
    time_limit: Annotated[
        float | None, typer.Option(min=0.01, help="Seconds; the best found is then kept.")
    ] = None,
    pairs: Annotated[
        bool, typer.Option("--pairs", help="Also write pairs.csv: every citizen × vacancy.")
    ] = False,
    top: Annotated[int, typer.Option(min=1, help="Candidates shown per vacancy.")] = 5,
    lang: Annotated[str, typer.Option(help="Language of the explanations: da or en.")] = "da",
    previous: Annotated[
        Path | None, typer.Option(help="An earlier result folder, for stability points.")
    ] = None,
    engine: Annotated[str, typer.Option(help="auto, flow or cpsat.")] = "auto",
    force: Annotated[bool, typer.Option("--force", help="Replace an existing result folder.")] = False,
) -> None:
    """Propose the best week: matches, ranked alternatives with exact losses, reasons."""
    from data.exchange.results import ResultError, check_target, read_result, write_result
    from data.exchange.week import blocked_pin_faults
    from matcher.errors import BlockedPinError
    from matcher.pipeline import propose as run
    from matcher.solve.stages import ENGINES

    _one_of("--lang", lang, ("da", "en"))
    _one_of("--engine", engine, ENGINES)
    day = on.date() if on else _today()
    rates = _load_rates(day)
    step, done = _progress()
    try:
        check_target(out, force=force)
        stood = [] if previous is None else _stood(read_result(previous))
        reading = _read(week, day)
        if reading.week is None:
            raise typer.Exit(WRONG_INPUT)
        result = run(
            reading.week, reading.policy, rates, seed, top=top, pairs=pairs, lang=lang, previous=stood,
            engine=engine, time_limit=time_limit, progress=step,
        )  # fmt: skip
        write_result(result, out, force=force, lang=lang)
    except BlockedPinError as error:
        for fault in blocked_pin_faults(reading, error.blocked):
            typer.echo(str(fault), err=True)
        raise typer.Exit(WRONG_INPUT) from None
    except ResultError as error:
        _refuse(error)
    except (OverflowError, TimeoutError) as error:
        _refuse(f"{week}:1: -: {error}", NO_RESULT)
    finally:
        done()
    _tell(result, out)


def _one_of(option: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        _refuse(f"{option} {value}: not known; use one of {', '.join(allowed)}")


def _stood(result: Result) -> list[tuple[str, str]]:
    return list(zip(result.matches["vacancy_id"], result.matches["citizen_id"], strict=True))


def _tell(result: Result, out: Path) -> None:
    """One line on what came out."""
    summary = result.summary
    if result.status == "infeasible":
        pins = ", ".join(f"{pin['citizen_id']} in {pin['vacancy_id']}" for pin in summary["conflict"])
        _refuse(f"infeasible: these pins cannot hold together: {pins}; remove one of them", NO_RESULT)
    proof = "proven best" if result.status == "optimal" else "best found, not proven"
    typer.echo(
        f"{summary['matched']} of {summary['citizens']} citizens matched, {summary['vacancies']} vacancies, "
        f"{proof}: {out}"
    )


@app.command()
def check(week: WeekPath, on: On = None) -> None:
    """Validate a week folder: a count per table, every fault and warning."""
    from data.exchange.week import blocked_pin_faults
    from matcher.best import blocked_pins

    day = on.date() if on else _today()
    rates = _load_rates(day)
    reading = _read(week, day)
    for table, count in reading.counts.items():
        typer.echo(f"{table}: {count}")
    if reading.week is None:
        raise typer.Exit(WRONG_INPUT)
    faults = blocked_pin_faults(reading, blocked_pins(reading.week, reading.policy, rates))
    for fault in faults:
        typer.echo(str(fault), err=True)
    if faults:
        raise typer.Exit(WRONG_INPUT)


@app.command()
def verify(
    week: WeekPath,
    result: Annotated[Path, typer.Argument(metavar="RESULT", help="The result folder.")],
    optimum: Annotated[
        bool, typer.Option("--optimum", help="Prove the optimum also by SciPy's milp.")
    ] = False,
) -> None:
    """Check a result against its week by a second, plain implementation of the model."""
    from data.exchange.results import ResultError, read_result
    from matcher.check import verify as verify_result

    try:
        given = read_result(result)
    except ResultError as error:
        _refuse(error)
    day = date.fromisoformat(given.summary["decision_date"])
    reading = _read(week, day, warn=False)
    if reading.week is None:
        raise typer.Exit(WRONG_INPUT)
    verification = verify_result(reading.week, reading.policy, _load_rates(day), given, optimum=optimum)
    for breach in verification.breaches:
        typer.echo(breach)
    for note in verification.notes:
        typer.echo(f"note: {note}", err=True)
    if verification.breaches:
        raise typer.Exit(NO_RESULT)
    typer.echo("no breach found")


@app.command()
def gains(
    week: WeekPath,
    on: On = None,
    lang: Annotated[str, typer.Option(help="da or en.")] = "da",
    out: Annotated[
        Path | None, typer.Option(metavar="FILE.csv", help="Also write the table, with every stage.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an existing file.")] = False,
) -> None:
    """Tell what would help a week most: one more flat, team place or quota place, each solved exactly."""
    from data.exchange.gains import write_gains
    from data.exchange.week import blocked_pin_faults
    from matcher.errors import BlockedPinError
    from matcher.whatif.gain_words import told_of_week
    from matcher.whatif.gains import gains_of_week

    _one_of("--lang", lang, ("da", "en"))
    day = on.date() if on else _today()
    rates = _load_rates(day)
    if out is not None and out.exists() and not force:
        _refuse(f"{out}: exists already; name another file or add --force")
    reading = _read(week, day)
    if reading.week is None:
        raise typer.Exit(WRONG_INPUT)
    try:
        found = gains_of_week(reading.week, reading.policy, rates)
    except BlockedPinError as error:
        for fault in blocked_pin_faults(reading, error.blocked):
            typer.echo(str(fault), err=True)
        raise typer.Exit(WRONG_INPUT) from None
    except OverflowError as error:
        _refuse(f"{week}:1: -: {error}", NO_RESULT)
    if found is None:
        _refuse("infeasible: the pins cannot hold together; husrum propose names which", NO_RESULT)
    typer.echo(told_of_week(found, lang))
    try:
        if out is not None:
            write_gains(found, out)
    except OSError as error:
        _refuse(f"{out}: {error.strerror}", NO_RESULT)


@app.command()
def support(
    scheme: Annotated[str, typer.Option(help="boligsikring or boligydelse.")],
    adults: Annotated[int, typer.Option(min=1, max=2, help="Adults in the household.")],
    income: Annotated[float, typer.Option(help="Taxable household income before tax, DKK per month.")],
    rent: Annotated[float, typer.Option(help="Net rent without utilities, DKK per month.")],
    area: Annotated[float, typer.Option(help="Gross area, m².")],
    children: Annotated[int, typer.Option(min=0, help="Children under 18 at home.")] = 0,
    wealth: Annotated[float, typer.Option(help="Household wealth, DKK.")] = 0.0,
    heating: Annotated[str, typer.Option(help="separate, or included in the rent.")] = "separate",
    pension: Annotated[str, typer.Option(help="foertidspension when an adult has it.")] = "",
    nominated: Annotated[
        bool, typer.Option("--nominated", help="The municipality nominates to the flat.")
    ] = False,
    on: Annotated[
        datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="Day of the rates.")
    ] = None,
) -> None:
    """Print the monthly housing support (boligstøtte) in whole DKK."""
    from matcher.support import support_figure

    rates = _load_rates(on.date() if on else _today())
    try:
        typer.echo(
            support_figure(
                scheme=scheme,
                adults=adults,
                children=children,
                income=income,
                rent=rent,
                area=area,
                wealth=wealth,
                heating=heating,
                pension=pension,
                nominated=nominated,
                rates=rates,
            )
        )
    except ValueError as error:
        _refuse(error)


@app.command()
def synth(
    preset: Annotated[
        str, typer.Argument(help="small, town, municipality, denmark, stress-m, stress-l or stress-xl.")
    ],
    out: Annotated[Path, typer.Option(help="The week folder to write.")],
    seed: Annotated[int, typer.Option(help="Another seed, another week.")] = 0,
    municipality: Annotated[str | None, typer.Option(help="One of the 98 municipalities.")] = None,
    citizens: Annotated[int | None, typer.Option(min=1, help="How many, instead of the preset's.")] = None,
    vacancies: Annotated[int | None, typer.Option(min=1, help="How many, instead of the preset's.")] = None,
) -> None:
    """Write a synthetic week folder, and beside it a page that sets it against the national figures."""
    from data.synth.write import write_preset

    try:
        write_preset(
            preset, out, seed=seed, municipality=municipality, citizens=citizens, vacancies=vacancies
        )
    except (ValueError, FileExistsError) as error:
        _refuse(error)


@app.command()
def simulate(
    place: Annotated[
        str,
        typer.Argument(
            metavar="PLACE",
            help="A preset of husrum synth, a regime (quota, fit, plenty), a municipality, or a week folder.",
        ),
    ],
    out: Annotated[Path, typer.Option(help="The folder of the study; one begun earlier is gone on with.")],
    weeks: Annotated[int, typer.Option(help="How many weeks are lived through.")] = 52,
    policies: Annotated[
        str,
        typer.Option(
            help="first_come, tier_first_come, greedy, optimum, husrum, hindsight, random, or files "
            "policy.toml; separated by commas."
        ),
    ] = "first_come,tier_first_come,greedy,optimum,husrum",
    seeds: Annotated[str, typer.Option(help="Worlds to live through, as 1-10 or 1,3,7-9.")] = "1-10",
    changes: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="KEY=VALUE",
            help="Another world (arrivals=10), other manners (refusals=2) or another policy "
            "(weights.need=8); as often as needed.",
        ),
    ] = None,
    on: Annotated[
        datetime | None,
        typer.Option(
            "--date", formats=["%Y-%m-%d"], help="Day of the first week; a week folder's default is today."
        ),
    ] = None,
    processes: Annotated[
        int | None, typer.Option(help="Processes on this machine; default one per core.")
    ] = None,
    cluster: Annotated[
        str | None, typer.Option(help="Address of a Dask scheduler that does the work.")
    ] = None,
    gains: Annotated[
        bool,
        typer.Option(
            "--gains",
            help="Also find out what would help most: one more cheap flat, youth flat, team place or point "
            "of quota (about 15 more years a seed).",
        ),
    ] = False,
    lang: Annotated[str, typer.Option(help="Language of the report: da or en.")] = "da",
    force: Annotated[
        bool, typer.Option("--force", help="Throw away an earlier study in the folder.")
    ] = False,
) -> None:
    """Live through many weeks under several policies and report what each does for people."""
    from data.simulate.arguments import Words, sweep_of
    from data.simulate.calibration import write_calibration
    from data.simulate.errors import ArgumentError
    from data.simulate.folder import start_of
    from data.simulate.report import write_report
    from data.simulate.show import counting, main_figures
    from data.simulate.sweep import Hands
    from data.simulate.sweep import simulate as run
    from matcher.errors import HusrumError

    _one_of("--lang", lang, ("da", "en"))
    words = Words(place, policies, seeds, weeks, tuple(changes or ()), on.date() if on else None, gains)
    try:
        hands = Hands(processes, cluster)
        sweep = sweep_of(words, _today(), None if force else start_of(out))
        with counting() as (total, done):
            command = words.command(sweep.settings.start)
            study = run(sweep, out, hands, command=command, force=force, total=total, done=done)
        write_calibration(sweep, study, out)
        write_report(study, out, lang)
    except ArgumentError as error:
        _refuse(error)
    except (HusrumError, OverflowError, TimeoutError, OSError) as error:
        _refuse(f"{out}: {error}", NO_RESULT)
    except KeyboardInterrupt:
        _refuse(f"stopped; what is finished is kept in {out}, and the same command goes on", NO_RESULT)
    typer.echo(f"{main_figures(study)}\nreport: {out / 'report.html'}")


@app.command()
def template(
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="The workbook to write.")],
    lang: Annotated[str, typer.Option(help="da or en.")] = "da",
) -> None:
    """Write an empty week workbook to fill in Excel."""
    from data.exchange.template import write_template

    _one_of("--lang", lang, ("da", "en"))
    if file.suffix != ".xlsx":
        _refuse(f"{file}: a workbook ends in .xlsx")
    if file.exists():
        _refuse(f"{file}: exists already; name another file so that nothing filled in is lost")
    write_template(file, lang)


@app.command()
def policy(
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="A policy.toml to check.")] = None,
    defaults: Annotated[bool, typer.Option("--defaults", help="Print the whole default policy.")] = False,
) -> None:
    """Print the default policy, or check a policy file."""
    from data.exchange.policy import default_policy_toml, read_policy

    if defaults or file is None:
        typer.echo(default_policy_toml(), nl=False)
        return
    _, faults = read_policy(file)
    for fault in faults:
        typer.echo(str(fault), err=True)
    if faults:
        raise typer.Exit(WRONG_INPUT)
    typer.echo(f"{file}: no fault")


@app.command()
def serve(
    demo: Annotated[
        bool, typer.Option("--demo", help="Show a synthetic town in ./demo, made at the first start.")
    ] = False,
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port.")] = 8000,
    host: Annotated[
        str, typer.Option(help="The address; beyond this machine only with HUSRUM_HOSTS set.")
    ] = "127.0.0.1",
    lang: Annotated[str, typer.Option(help="Language of the log-in page: da or en.")] = "da",
) -> None:
    """Serve the office's pages over its store (HUSRUM_HOME, HUSRUM_DATABASE_URL), with the worker."""
    from data.store.engine import open_store
    from matcher.errors import HusrumError
    from web.demo import prepare_demo
    from web.serve import serve as run_server

    _one_of("--lang", lang, ("da", "en"))
    try:
        store = prepare_demo(Path("demo")) if demo else open_store()
        run_server(store, host, port, lang=lang, demo=demo, announce=typer.echo)
    except (HusrumError, ValueError) as error:
        _refuse(error)


@app.command()
def work() -> None:
    """Compute the runs started and send notices, until stopped; where the worker is a service of its own."""
    from data.runs.worker import work as compute_what_is_queued

    with _store() as store:
        compute_what_is_queued(store)


users_app = typer.Typer(help="Who may log in.", no_args_is_help=True)
record_app = typer.Typer(help="The record of who did and saw what.", no_args_is_help=True)
app.add_typer(users_app, name="users")
app.add_typer(record_app, name="record")

Login = Annotated[str, typer.Argument(metavar="LOGIN", help="The name to log in with.")]
PasswordFile = Annotated[
    typer.FileText | None,
    typer.Option("--password-file", help="Read the password from a file, - for standard input; else asked."),
]


@contextmanager
def _store(*, changes: bool = True) -> Iterator[Store]:
    """The store of this installation, made or brought to the newest form where the command ``changes`` it.

    What goes wrong is told in one line.
    """
    from sqlalchemy.exc import SQLAlchemyError

    from data.store.engine import open_store
    from data.store.errors import Refused
    from data.store.migrate import require_current, upgrade
    from data.store.users import WORDS
    from matcher.errors import HusrumError

    try:
        store = open_store()
        try:
            (upgrade if changes else require_current)(store)
            yield store
        finally:
            store.close()
    except Refused as refused:
        for fault in refused.faults:
            typer.echo(f"{fault.column}: {WORDS[fault.message]}", err=True)
        raise typer.Exit(WRONG_INPUT) from None
    except HusrumError as error:
        _refuse(error)
    except SQLAlchemyError as error:
        _refuse(f"the store cannot be used: {str(error).splitlines()[0]}", NO_RESULT)


def _password(file: typer.FileText | None) -> str:
    """The password without its line end, asked for twice where no file is named; it is never shown."""
    if file is None:
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    return file.read().removesuffix("\n").removesuffix("\r")


@users_app.command("add")
def add_user(
    login: Login,
    name: Annotated[str, typer.Option(help="The person's name, as colleagues know it.")],
    role: Annotated[
        str, typer.Option(help="office, shelter, association, analyst, auditor or administrator.")
    ],
    organisation: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Of a shelter or an association: whom the person is from."),
    ] = None,
    organisation_name: Annotated[
        str | None, typer.Option(help="Its name, when Husrum does not know it yet.")
    ] = None,
    lang: Annotated[str, typer.Option(help="Language of the pages: da or en.")] = "da",
    password_file: PasswordFile = None,
) -> None:
    """Let a person log in; the password is asked for twice, at least 12 signs long."""
    from data.store import users
    from data.store.actor import SYSTEM

    password = _password(password_file)
    with _store() as store, store.writing() as connection:
        if organisation and organisation_name:
            users.add_organisation(connection, SYSTEM, organisation, organisation_name, role)
        user_id = users.add_user(
            connection, SYSTEM, login=login, name=name, role=role, password=password,
            organisation_id=organisation, lang=lang,
        )  # fmt: skip
    typer.echo(f"{user_id}: {login} may log in as {role}")


@users_app.command("password")
def change_password(login: Login, password_file: PasswordFile = None) -> None:
    """Give a person a new password and end all log-ins of the person."""
    from data.store import users
    from data.store.actor import SYSTEM

    password = _password(password_file)
    with _store() as store, store.writing() as connection:
        users.set_password(connection, SYSTEM, users.id_of(connection, login), password)
    typer.echo(f"{login} has a new password")


@record_app.command("verify")
def verify_record(
    printed: Annotated[
        str, typer.Option(metavar="HASH", help="A hash printed on a dossier, which must stand in the record.")
    ] = "",
) -> None:
    """Verify the whole record; names the first bad entry."""
    from data.store.verify import verify as verify_entries

    with _store(changes=False) as store:
        verified = verify_entries(store, printed=printed.strip().lower())
    if verified.finding is not None:
        _refuse(verified.finding, NO_RESULT)
    number, head = verified.head
    typer.echo(f"{verified.entries} entries, no fault; head {number} {head}")


def main() -> None:
    """Entry point of the command ``husrum``."""
    app()


if __name__ == "__main__":
    main()
