"""The registry: every verb with its parameters, its answers and its exit codes."""

from __future__ import annotations

from radkg.exchange.formats import ALL, DESCRIPTIONS, ENDPOINT
from radkg.many.names import FORMS, USUAL
from radkg.verbs import calls
from radkg.verbs.contract import Group, Parameter, Verb

# -- parameters that several verbs have


def _format(*forms: str, about: str = "how to print (text)", default: str | None = "text") -> Parameter:
    return Parameter("format", "text", about, default, choices=forms, to="face")


_ONTOLOGY = Parameter(
    "ontology",
    "folder",
    "a folder with another ontology of the same model, in the place of radkg's",
    placeholder="DIR",
    example="my-ontology",
    to="load",
)
_WITH = Parameter(
    "with",
    "file",
    "facts of your own (Turtle, JSON-LD, RDF/XML) to load beside radkg's; may be given more than once",
    placeholder="FILE",
    example="my-facts.ttl",
    repeatable=True,
    python="extra",
    to="load",
)
_MAPPINGS = Parameter(
    "mappings",
    "folder",
    "a folder with mapping sets of your own, in the place of radkg's",
    placeholder="DIR",
    example="my-mappings",
    python="index",
)


def _seconds(about: str, default: float | None, to: str = "call") -> Parameter:
    return Parameter(
        "timeout", "seconds", about, default, placeholder="SECONDS", example="30", minimum=0, maximum=calls.LONGEST, to=to
    )


def _count(name: str, about: str) -> Parameter:
    return Parameter(name, "integer", about, None, placeholder="N", example="12", minimum=0, maximum=1_000_000_000)


def _percent(name: str, about: str) -> Parameter:
    return Parameter(name, "number", about, None, placeholder="PERCENT", example="40")


_OPEN = Parameter("open", "flag", "show it as a page in a browser, instead of printing it", False, to="face")
_LIMIT = _seconds("stop after this time (300)", calls.LIMIT, to="face")
_LONG_LIMIT = _seconds("stop after this time (900)", 900.0, to="face")  # releases of others may have gigabytes


#: What every command takes.
COMMON = (Parameter("quiet", "flag", "say nothing beside the answer, but errors", False, short="-q", to="face"),)

# -- the registry

_WRITTEN = (
    Verb(
        "check",
        "verdict on a statement, on each of a file or on the claims of a text, with facts and sources",
        "The verdict on a statement, with the facts and sources that decide; on each statement of a file; or on each claim of "
        "a text.",
        (
            Parameter(
                "statement",
                "words",
                'one sentence, such as "X is seen in children"',
                positional=True,
                required=True,
                rivals="what",
            ),
            Parameter(
                "file",
                "file",
                "a file of statements: .tsv, .csv, .jsonl, or .txt with one a line; - for standard input",
                placeholder="FILE",
                example="answers.tsv",
                python="",
                method="check_file",
                rivals="what",
            ),
            Parameter(
                "text",
                "file",
                "a whole text: an answer, an abstract, a report, a leaflet; - for standard input",
                placeholder="FILE",
                example="report.txt",
                python="",
                method="check_text",
                rivals="what",
            ),
            Parameter(
                "input_format",
                "text",
                "the form of FILE, where its suffix does not say it (standard input is text)",
                choices=FORMS,
                of="file",
            ),
            Parameter(
                "column",
                "text",
                f"the column with the statements ({', '.join(USUAL[:-1])} or {USUAL[-1]})",
                placeholder="NAME",
                example="answer",
                of="file",
            ),
            Parameter(
                "output",
                "file",
                "write the rows into this file: .tsv, .csv, .jsonl, .json, .txt or .parquet",
                placeholder="RESULTS",
                example="verdicts.tsv",
                of="file",
            ),
            Parameter("resume", "flag", "go on after the last row that is in RESULTS", False, of="file"),
            Parameter(
                "fail_on",
                "text",
                "exit with 1 where a row has this verdict; several with commas",
                placeholder="VERDICT",
                example="contradicted",
                repeatable=True,
                commas=True,
                of="file",
            ),
            Parameter(
                "jobs",
                "integer",
                "how many processes share the work; one for each core where not given",
                placeholder="N",
                example="2",
                minimum=1,
                maximum=1024,
                of="file",
            ),
            _format(
                "text",
                "json",
                "jsonl",
                "tsv",
                "csv",
                "html",
                about="how to print (text); jsonl, tsv and csv are for a file, html marks up a text",
            ),
            _OPEN._replace(about="with --text: show it as a page in a browser, instead of printing it"),
            _seconds("stop after this time (300; with --file: only where it is given)", None, to="face"),
            _ONTOLOGY,
            _WITH,
        ),
        calls.check,
        {
            "": "radkg.verdict.result:Verdict",
            "file": "radkg.many.report:CheckedFile radkg.many.report:CheckedRows",
            "text": "radkg.verdict.text:TextVerdict",
        },
        {
            0: "supported (of a file: every row is in the results; of a text: claims are supported, and none worse)",
            1: "contradicted (of a file: a row has a verdict of --fail-on; of a text: a claim is contradicted)",
            2: "not understood, or a file cannot be read or written",
            3: "unknown (of a text: no claim is decided)",
            4: "disputed (of a text: a claim is disputed)",
        },
        ("check", "check_file", "check_text"),
        writers={name: f"to_{name}" for name in ("text", "json", "jsonl", "tsv", "csv", "html")},
        remark=calls.remark_on_verdict,
        wraps="sentences",
    ),
    Verb(
        "show",
        "a term with its facts, conflicts and sources",
        "What is known about a term: definition, kinds, facts with their sources, what is excluded, what is in conflict.",
        (
            Parameter(
                "term",
                "words",
                "a label, synonym, abbreviation, prefixed name or IRI",
                positional=True,
                required=True,
                python="name",
            ),
            Parameter("brief", "flag", "the text in a few lines: what the facts name, without sources", False, to="text"),
            Parameter(
                "section",
                "text",
                "what belongs to one section: who, causes, imaging, findings, treatment, outcome, … or its title",
                placeholder="NAME",
                example="who",
            ),
            _format("text", "json", "html", about="how to print it; html is one page that needs no other file, with drawings"),
            _OPEN,
            _ONTOLOGY,
            _WITH,
            _LIMIT,
        ),
        calls.show,
        {"": "radkg.show.views:TermView radkg.show.views:FactView"},
        {0: "shown", 2: "no such term, or a file cannot be read"},
        ("show",),
        writers={"html": "to_html"},
        wraps="lines",
    ),
    Verb(
        "query",
        "a named question, or any SPARQL from a file or standard input",
        "A named question with its parameters, or any SPARQL from a file or standard input.",
        (
            Parameter(
                "query",
                "text",
                "a question's name, a SPARQL file, or - for stdin",
                placeholder="NAME|FILE|-",
                example="statistics",
                positional=True,
            ),
            Parameter(
                "value",
                "words",
                "the value of the one parameter that the question needs",
                placeholder="VALUE",
                positional=True,
                python="",
            ),
            Parameter(
                "param",
                "values",
                "a parameter; may be given more than once",
                placeholder="NAME=VALUE",
                example="age=7",
                repeatable=True,
                short="-p",
                python="parameters",
            ),
            Parameter("list", "flag", "list the questions; with a word, those about it", False, python="", method="questions"),
            Parameter(
                "describe",
                "flag",
                "say what the question asks and which parameters it takes",
                False,
                python="",
                method="question",
            ),
            Parameter(
                "limit",
                "integer",
                "give so many rows at the most",
                placeholder="N",
                example="10",
                python="",
                minimum=1,
                maximum=1_000_000_000,
            ),
            _format(
                "table",
                "csv",
                "tsv",
                "json",
                "turtle",
                about="how to write the rows (table; turtle for CONSTRUCT)",
                default=None,
            ),
            Parameter(
                "timeout",
                "number",
                "stop SPARQL of your own after this long (60)",
                60.0,
                placeholder="SECONDS",
                example="30",
                python="",
                minimum=0,
                maximum=calls.LONGEST,
            ),
            _ONTOLOGY,
            _WITH,
        ),
        calls.query,
        {
            "": "radkg.rdf.results:QueryResult",
            "list": "radkg.questions.listing:QuestionList",
            "describe": "radkg.questions.listing:QuestionDescription",
        },
        {0: "answered, with rows or without", 2: "no such question, not well formed, refused, or stopped at a bound"},
        ("query", "questions", "question"),
        writers={"csv": "to_csv", "tsv": "to_tsv", "json": "to_json", "turtle": "to_turtle"},
        remark=calls.remark_on_rows,
        wraps="table",
    ),
    Verb(
        "validate",
        "facts of your own, or radkg's, against shapes and knowledge",
        "Hold facts and terms of your own, or radkg's, against the shapes and against what radkg knows.",
        (
            Parameter(
                "files",
                "file",
                "facts and terms of your own; none: the ontology itself",
                placeholder="FILE",
                example="my-facts.ttl",
                positional=True,
                repeatable=True,
                python="paths",
            ),
            Parameter(
                "shapes",
                "file",
                "SHACL shapes of your own; those of several files are one shapes graph",
                placeholder="FILE",
                example="my-shapes.ttl",
                repeatable=True,
            ),
            Parameter("strict", "flag", "exit with 1 for anything that is found, warnings and remarks among it", False),
            _seconds("stop shapes of your own after this time (60)", 60.0),
            _ONTOLOGY,
            _format("text", "json", "ttl", "sarif"),
        ),
        calls.validate,
        {"": "radkg.validation.report:ValidationReport"},
        {
            0: "conforms, or nothing but warnings and remarks was found",
            1: "a violation was found, or something of a severity of your own; with --strict: anything",
            2: "a file cannot be read",
        },
        ("validate",),
        writers={"ttl": "to_turtle", "sarif": "to_sarif"},
        remark=calls.remark_on_findings,
    ),
    Verb(
        "quality",
        "the quality checks of an ontology, and its mapping sets",
        "Run the quality checks of an ontology, on it and on files beside it, and hold its mapping sets against its terms.",
        (
            Parameter(
                "files",
                "file",
                "files to be looked at together with the ontology; faulty ones are not refused",
                placeholder="FILE",
                example="my-facts.ttl",
                positional=True,
                repeatable=True,
                python="paths",
            ),
            Parameter(
                "only",
                "text",
                "run this check alone; may be given more than once",
                placeholder="CHECK",
                example="missing-label",
                repeatable=True,
            ),
            Parameter(
                "docs", "flag", "print the page that lists the checks, and run none", False, python="", method="quality_checks"
            ),
            _ONTOLOGY,
            _LIMIT,
            _format("text", "json", "ttl", "sarif"),
        ),
        calls.quality,
        {"": "radkg.validation.quality:QualityReport", "docs": "radkg.validation.quality:QualityChecks"},
        {0: "nothing of severity Violation was found", 1: "something was", 2: "a file cannot be read, or no such check"},
        ("quality", "quality_checks"),
        writers={"ttl": "to_turtle", "sarif": "to_sarif"},
        remark=calls.remark_on_findings,
    ),
    Verb(
        "reason",
        "HermiT: consistent? inferred and unsatisfiable classes",
        "Let HermiT reason over the ontology: is it consistent, can every class have members, what follows that is not "
        "written.",
        (
            _ONTOLOGY,
            _WITH,
            Parameter(
                "profile",
                "flag",
                "say whether the ontology is OWL 2 DL, instead of reasoning",
                False,
                python="",
                method="owl_profile",
            ),
            _seconds("give up after this time (120)", 120.0),
            _format("text", "json"),
        ),
        calls.reason,
        {"": "radkg.reasoning.result:Reasoning", "profile": "radkg.reasoning.result:ProfileReport"},
        {
            0: "consistent, and every class can have members; with --profile: OWL 2 DL",
            1: "not so",
            2: "no Java, no answer in time, a file that cannot be read",
        },
        ("reason", "owl_profile"),
    ),
    Verb(
        "criteria",
        "classification criteria, computed from findings",
        "Classification criteria computed from findings: score, probability, outcome, and what missing findings could change.",
        (
            Parameter(
                "name", "text", "what the criteria are called; the latest if left out", placeholder="NAME", positional=True
            ),
            Parameter("list", "flag", "list the criteria that there are", False, python="", method="all_criteria"),
            Parameter(
                "finding",
                "text",
                "a finding that the patient has (repeatable)",
                placeholder="FINDING",
                repeatable=True,
                python="findings",
            ),
            Parameter(
                "without", "text", "a finding looked for and not found (repeatable)", placeholder="FINDING", repeatable=True
            ),
            Parameter(
                "age",
                "years",
                "age at onset of the first symptom, in completed years",
                placeholder="YEARS",
                example="45",
                minimum=0,
                maximum=120,
            ),
            Parameter("biopsy", "flag", "a biopsy was done: the scores with biopsy apply", False),
            _format("text", "json", about="how to print it"),
            _ONTOLOGY,
            _WITH,
            _LIMIT,
        ),
        calls.criteria,
        {"": "radkg.criteria.answer:CriteriaResult", "list": "radkg.criteria.answer:CriteriaList"},
        {0: "computed", 2: "no such criteria or finding, an age that nobody has, or a file cannot be read"},
        ("criteria", "all_criteria"),
        wraps="lines",
    ),
    Verb(
        "sources list",
        "the sources, and how many passages and sentences of each are cited",
        "The sources, and how many passages and sentences of each are cited.",
        (_ONTOLOGY, _WITH, _LIMIT, _format("text", "json")),
        calls.sources,
        {"": "radkg.imports.cited:SourceList"},
        {0: "listed", 2: "a file cannot be read"},
        ("sources",),
    ),
    Verb(
        "sources verify",
        "hold a copy of a source against its passages, and against sentences by their digest",
        "Hold a copy of a source against its passages, and against the sentences that evidence cites by their SHA-256.",
        (
            Parameter(
                "file",
                "file",
                "your copy of the source, as UTF-8 text",
                placeholder="FILE",
                example="page.txt",
                positional=True,
                required=True,
                python="path",
            ),
            Parameter(
                "source",
                "text",
                "which source it is, where the copy has no sentence that says so",
                placeholder="NAME",
                example="learningradiology-case-207",
            ),
            _ONTOLOGY,
            _WITH,
            _LIMIT,
            _format("text", "json"),
        ),
        calls.verify_source,
        {"": "radkg.imports.cited:SourceVerification"},
        {0: "every passage and sentence is there", 1: "one is not", 2: "the copy cannot be read, no such source"},
        ("verify_source",),
    ),
    Verb(
        "new fact",
        "a fact of your own, from a sentence or its parts, into a file or an ontology",
        "Write a fact of your own with its evidence, from a sentence or from its parts, into a file or an ontology of yours.\n"
        "What is missing is asked for, where a terminal is there to answer.",
        (
            Parameter(
                "statement",
                "words",
                'the fact as one sentence, such as "X shows Y in 12 of 20 patients on MRI"',
                "",
                placeholder="SENTENCE",
                positional=True,
            ),
            Parameter("subject", "text", "the subject: a label, synonym, prefixed name or IRI", "", placeholder="TERM"),
            Parameter("relation", "text", "the relation: a label or a phrase for it", "", placeholder="RELATION"),
            Parameter("object", "text", "the object, as the subject", "", placeholder="TERM"),
            Parameter("excluded", "flag", "the source says that no case shows it", False, rivals="kind"),
            Parameter("null_result", "flag", "the source found no significant difference", False, rivals="kind"),
            Parameter(
                "certainty", "text", "how firmly the source says it: stated, possible, reported, …", "", placeholder="CERTAINTY"
            ),
            _count("count", "cases in which it was found"),
            _count("total", "cases that were looked at"),
            _percent("frequency_min", "the least share of cases, in percent"),
            _percent("frequency_max", "the greatest share of cases, in percent"),
            _count("age_min", "the lowest age, in completed years"),
            _count("age_max", "the highest age, in completed years"),
            _count("sample_size", "patients that the source looked at"),
            *(
                Parameter(name, "text", about, placeholder="TERM", repeatable=True)
                for name, about in (
                    ("site", "where in the body; may be given more than once, as may the next ones"),
                    ("layer", "in which layer of tissue"),
                    ("pattern", "in which pattern"),
                    ("distribution", "how it is spread over the body"),
                    ("modality", "on which images it is seen"),
                    ("stage", "at which stage"),
                    ("population", "in whom"),
                    ("disease", "in which disease, of a fact about two findings"),
                    ("frequency_word", "how often, in the source's own word: often, rarely, …"),
                )
            ),
            Parameter(
                "qualifier",
                "values",
                "any other qualifier of the schema, such as effectValue=3.2; may be given more than once",
                placeholder="NAME=VALUE",
                example="stage=late",
                repeatable=True,
                python="qualifiers",
            ),
            Parameter(
                "source", "text", "the source: a DOI, PMID, address, or the name of a known one", "", placeholder="SOURCE"
            ),
            Parameter("title", "text", "the title of a source that is not known yet", "", placeholder="TITLE"),
            Parameter("year", "integer", "its year", None, placeholder="YEAR", minimum=1800, maximum=2100),
            Parameter(
                "source_kind", "text", "what it is: cohort study, case series, narrative review, …", "", placeholder="KIND"
            ),
            Parameter("cite_as", "text", "how it is cited (made of title and year)", "", placeholder="LABEL"),
            Parameter("passage", "text", "the passage of the source that says it, where it has any", "", placeholder="PASSAGE"),
            Parameter("locator", "text", "where in the source it stands: abstract, table 2, …", "", placeholder="PLACE"),
            Parameter(
                "evidence_type",
                "text",
                "a class of the Evidence and Conclusion Ontology (ECO:0000302, an author's statement)",
                "",
                placeholder="ECO",
            ),
            Parameter(
                "bears_on",
                "text",
                "a qualifier that the source supports, where it does not support all of the fact; may be given more than once",
                placeholder="NAME",
                repeatable=True,
            ),
            Parameter(
                "quote",
                "text",
                "the sentence of the source that says it: its SHA-256 is written, and not the sentence",
                "",
                placeholder="TEXT",
            ),
            Parameter("address", "url", "where the sentence of --quote was read", "", placeholder="URL"),
            Parameter("read_on", "text", "when it was (today)", "", placeholder="DAY", example="2026-11-30"),
            Parameter(
                "label", "text", "the label of the fact, a sentence that is read as it (made)", "", placeholder="SENTENCE"
            ),
            Parameter(
                "file",
                "file",
                "a Turtle file of your own to add it to, which need not be there",
                placeholder="FILE",
                example="my-facts.ttl",
            ),
            Parameter("namespace", "url", "what names of facts begin with (as others in the file)", "", placeholder="IRI"),
            Parameter("dry_run", "flag", "write nothing, and print what would be", False),
            _ONTOLOGY._replace(about="the folder of an ontology of your own to add it to, where no --file is given"),
            _seconds("stop after this time (300, besides what a dialogue takes)", None, to="face"),
            _format("text", "json"),
        ),
        calls.new_fact,
        {"": "radkg.curating.answer:NewFact"},
        {
            0: "written; with --dry-run: it would be",
            1: "not written: it does not conform, is known already by the same source, or its label is not read as it",
            2: "not usable: something is missing or unknown, or a file cannot be read or written",
        },
        ("new_fact",),
    ),
    Verb(
        "mappings list",
        "the mapping sets, how many rows each has, and of which releases",
        "The mapping sets, how many rows each has, and of which releases.",
        (_ONTOLOGY, _MAPPINGS, _LIMIT, _format("text", "json")),
        calls.mapping_sets,
        {"": "radkg.mappings.listing:MappingSets"},
        {0: "listed", 2: "a mapping set cannot be read"},
        ("mapping_sets",),
    ),
    Verb(
        "mappings verify",
        "hold the mappings against a release of the other ontology",
        "Hold the mappings against a release of the other ontology.",
        (
            Parameter(
                "file",
                "file",
                "the release: .obo, .owl, .ttl, .json (OBO Graph), …; .gz and .zst too",
                placeholder="FILE",
                example="hp.obo",
                positional=True,
                required=True,
                python="path",
            ),
            Parameter(
                "corrected",
                "folder",
                "write the mapping sets as the release says they should be",
                placeholder="DIR",
                example="mended",
            ),
            Parameter("merge", "switch", "compute what merging the release would change (it is by default)", True),
            Parameter("all", "flag", "print all findings, not only the first 20 of a kind", False, python="whole", to="text"),
            _ONTOLOGY,
            _WITH,
            _LONG_LIMIT,
            _MAPPINGS,
            _format("text", "json"),
        ),
        calls.verify_mappings,
        {"": "radkg.mappings.verify.verification:MappingVerification"},
        {0: "nothing to report", 1: "something to report", 2: "the release cannot be read"},
        ("verify_mappings",),
    ),
    Verb(
        "build",
        "write the release files",
        "Write the release files: the ontology in Turtle, RDF/XML, JSON-LD, N-Triples and TriG, and in the forms that others "
        "read;\n"
        "and descriptions of them that machines read.",
        (
            Parameter(
                "output",
                "folder",
                "where to write the files (release)",
                "release",
                placeholder="DIR",
                example="release",
                python="folder",
            ),
            Parameter(
                "only",
                "text",
                f"write this format only; may be given more than once: {', '.join(ALL)}",
                choices=ALL,
                placeholder="FORMAT",
                example="ttl",
                repeatable=True,
                python="formats",
                rivals="formats",
            ),
            Parameter(
                "all", "flag", "write all formats, and not only those in RDF and the shapes", False, python="", rivals="formats"
            ),
            Parameter("check", "flag", "run the quality checks first, and write nothing if one finds an error", False),
            Parameter(
                "enrich",
                "file",
                "a release of another ontology: what it says of the terms that radkg's are mapped to; may be given more than "
                "once",
                placeholder="FILE",
                example="uberon.obo.gz",
                repeatable=True,
            ),
            _MAPPINGS._replace(about="with --enrich: mapping sets of your own, in the place of radkg's"),
            Parameter(
                "endpoint",
                "url",
                f"the SPARQL endpoint that {', '.join(DESCRIPTIONS[1:-1])} and {DESCRIPTIONS[-1]} name ({ENDPOINT})",
                ENDPOINT,
                placeholder="URL",
                example="https://example.org/sparql",
            ),
            _ONTOLOGY,
            _WITH,
            _LONG_LIMIT,
            _format("text", "json", about="how to print the list of files (text)"),
        ),
        calls.build,
        {"": "radkg.exchange.built:ReleaseFiles"},
        {0: "written", 2: "the folder cannot be written to, an option is wrong, or a quality check found an error"},
        ("build",),
    ),
    Verb(
        "site",
        "write the graph as a static site, a page for each term, fact and source",
        "Write the graph as a static site: a page for each term, fact and source, with its RDF beside it, for any web server.",
        (
            Parameter(
                "output",
                "folder",
                "where to write the pages (site); a new or empty folder, or one with an older site, which is replaced",
                "site",
                placeholder="DIR",
                example="site",
                python="folder",
            ),
            _ONTOLOGY,
            _WITH,
            _LONG_LIMIT,
            _format("text", "json", about="how to print how many pages there are (text)"),
        ),
        calls.site,
        {"": "radkg.site.built:Site"},
        {0: "written", 2: "the folder cannot be written to or has other files, a file cannot be read, or Jinja2 is missing"},
        ("site",),
    ),
    Verb(
        "load",
        "into a triple store: a folder, or a server with SPARQL 1.1",
        "Load radkg into a triple store, each part in a named graph of its own, in the place of an older release; read it "
        "back.",
        (
            Parameter(
                "target",
                "text",
                "oxigraph:DIR, NAME:http://… or the address of a graph store",
                placeholder="TARGET",
                example="oxigraph:db",
                positional=True,
                required=True,
            ),
            Parameter(
                "part",
                "text",
                "load these parts only (facts,mappings,derived); all but shapes where not given",
                placeholder="PART",
                example="facts,mappings",
                repeatable=True,
                commas=True,
                python="parts",
            ),
            Parameter("dry_run", "flag", "say what would change, and change nothing", False, rivals="what"),
            Parameter(
                "remove",
                "flag",
                "remove radkg's graphs, and no other graph",
                False,
                python="",
                method="remove_from",
                rivals="what",
            ),
            Parameter("staged", "flag", "write the graphs beside the old ones first, in any case", False, python="stage"),
            Parameter(
                "query",
                "url",
                "where the store takes queries, if TARGET does not say",
                placeholder="URL",
                example="http://localhost:3030/ds/query",
            ),
            Parameter(
                "update",
                "url",
                "where the store takes updates, if TARGET does not say",
                placeholder="URL",
                example="http://localhost:3030/ds/update",
            ),
            Parameter(
                "tries",
                "integer",
                "how often to try what may be repeated (5)",
                placeholder="N",
                example="3",
                minimum=1,
                maximum=100,
            ),
            _seconds("how long a store may be silent (300); a request with all its tries may take ten times as long", None),
            Parameter("all", "flag", "print all facts that change, not only 10 of a kind", False, python="whole", to="text"),
            _ONTOLOGY,
            _WITH,
            _format("text", "json"),
        ),
        calls.load,
        {"": "radkg.stores.report:LoadReport", "remove": "radkg.stores.report:LoadReport"},
        {
            0: "loaded and verified, or nothing to do",
            2: "not loaded; the message says what stands in the store, and what to do",
        },
        ("load_into", "remove_from"),
    ),
    Verb(
        "import",
        "annotations of another resource, as facts of their own beside radkg's",
        "Write annotations of another resource as facts of their own, beside radkg's.",
        (
            Parameter(
                "source",
                "text",
                "name of the record in ontology/sources.ttl that the facts rest on, such as orphanet-2025-12-09",
                placeholder="SOURCE",
                example="orphanet-2025-12-09",
                positional=True,
                required=True,
            ),
            Parameter(
                "tables",
                "file",
                "a table, tab-separated, with its column names in line 1",
                placeholder="TABLE",
                example="orphanet-phenotypes.tsv",
                positional=True,
                required=True,
                repeatable=True,
            ),
            Parameter(
                "into", "folder", "where to write (the ontology's folder imported)", placeholder="DIR", example="imported"
            ),
            _ONTOLOGY,
            _LIMIT,
            _format("text", "json"),
        ),
        calls.import_tables,
        {"": "radkg.imports.module:Modules"},
        {0: "written", 2: "a table cannot be read, no such source, or the folder cannot be written to"},
        ("import_tables",),
    ),
)

#: Every verb by its name.
VERBS = {verb.name: verb._replace(parameters=(*verb.parameters, *COMMON)) for verb in _WRITTEN}

GROUPS = {
    "sources": Group(
        "sources",
        "hold a copy of a source against the passages and sentences that are cited",
        "List the sources, or hold your copy of one against the passages and sentences that radkg cites.",
    ),
    "new": Group(
        "new",
        "a fact of your own, written, judged and put in its place",
        "Write a fact of your own, with what it rests on.",
    ),
    "mappings": Group(
        "mappings",
        "hold the mappings to another ontology against a release of it",
        "List the mappings to other vocabularies, or hold them against a release of one.",
    ),
}

#: Every command in the order of the help, with what it does in a line.
COMMANDS = {verb.command: GROUPS[verb.command].summary if verb.command in GROUPS else verb.summary for verb in _WRITTEN}
