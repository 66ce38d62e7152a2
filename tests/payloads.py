"""Texts that harm a page which does not escape them, texts that confuse the eye, and a reading made of both.

`HARMFUL` has a row for each: what it is called, the page it harms when put into it raw, and the text. In Chromium each
of them sets `fired` or asks `FETCHED` for something; tests/browser/test_hostile_browser.py sees that it does.
`CONFUSING` harms nothing: its promise is that offsets stay right and that an error or a label around it stays legible.
"""

import csv
import io
import json
from hashlib import sha256
from pathlib import Path

FETCHED = "https://fetched.example/"

TEXT, LINK, FRAME = "<p>{}</p>", '<a href="{}">words</a>', '<iframe src="{}"></iframe>'
DOUBLE, SINGLE, BARE = (
    '<p title="{}">words</p>',
    "<p title='{}'>words</p>",
    "<p title={}>words</p>",
)
AREA, TITLE, STYLE = "<textarea>{}</textarea>", "<title>{}</title>", "<style>{}</style>"
SCRIPT, COMMENT, CELL = (
    '<script>"{}"</script>',
    "<!-- {} -->",
    "<table><caption>{}</caption><tr><td>{}</td></tr></table>",
)

HARMFUL = (
    ("script", TEXT, "<script>fired=1</script>"),
    ("script in capitals and slashes", TEXT, "<SCRIPT/x>fired=1</SCRIPT/x>"),
    ("image that is missing", TEXT, "<img src=x onerror=fired=1>"),
    ("image without an end", TEXT, "<img src=x onerror=fired=1 "),
    ("image with slashes for spaces", TEXT, "<img/src='x'/onerror=fired=1>"),
    ("half a comment before it", TEXT, "<!--><img src=x onerror=fired=1>"),
    ("after a broken tag", TEXT, "<<b x='></b '><img src=x onerror=fired=1>"),
    ("drawing that loads", TEXT, "<svg onload=fired=1>"),
    (
        "drawing that moves",
        TEXT,
        "<svg><animate onbegin=fired=1 attributeName=x dur=1s>",
    ),
    ("script in a drawing", TEXT, "<svg><script>fired=1</script></svg>"),
    (
        "drawing that holds a page",
        TEXT,
        "<svg><foreignObject><img src=x onerror=fired=1></foreignObject></svg>",
    ),
    ("drawing of another's picture", TEXT, f'<svg><image href="{FETCHED}s"/></svg>'),
    ("details that open", TEXT, "<details open ontoggle=fired=1>x</details>"),
    ("field that takes the focus", TEXT, "<input autofocus onfocus=fired=1>"),
    ("film that is missing", TEXT, "<video src=x onerror=fired=1></video>"),
    (
        "page within the page",
        TEXT,
        "<iframe srcdoc='<script>parent.fired=1</script>'></iframe>",
    ),
    (
        "page of a script's address",
        TEXT,
        "<iframe src=javascript:parent.fired=1></iframe>",
    ),
    ("object from elsewhere", TEXT, f"<object data={FETCHED}o></object>"),
    (
        "page sent elsewhere",
        TEXT,
        f'<meta http-equiv=refresh content="0;url={FETCHED}m">',
    ),
    ("style sheet from elsewhere", TEXT, f"<link rel=stylesheet href={FETCHED}c>"),
    ("style that imports", TEXT, f'<style>@import "{FETCHED}i";</style>'),
    ("style with a picture", TEXT, f"<p style='background:url({FETCHED}b)'>x</p>"),
    (
        "style with a script in its name",
        TEXT,
        f"<b style='list-style:url({FETCHED}l);display:list-item'>x</b>",
    ),
    ("base that moves addresses", TEXT, f"<base href={FETCHED}><img src=y>"),
    ("end of the table", CELL, "</td></tr></caption></table><svg onload=fired=1>"),
    ("end of an attribute", DOUBLE, '"><img src=x onerror=fired=1>'),
    (
        "attribute that takes the focus",
        DOUBLE,
        '" tabindex="1" autofocus onfocus="fired=1',
    ),
    ("attribute with a picture", DOUBLE, f'" style="background:url({FETCHED}a)'),
    ("end of an attribute in single marks", SINGLE, "'><svg onload=fired=1>"),
    ("attribute without marks", BARE, "x tabindex=1 autofocus onfocus=fired=1"),
    ("end of a field", AREA, "</textarea><img src=x onerror=fired=1>"),
    ("end of the title", TITLE, "</title><svg onload=fired=1>"),
    ("end of a style", STYLE, "</style><img src=x onerror=fired=1>"),
    ("style within a style", STYLE, f"p {{background:url({FETCHED}p)}} </style><p>x"),
    ("end of a script", SCRIPT, "</script><script>fired=1</script>"),
    ("end of a string", SCRIPT, '";fired=1;//'),
    ("end of a comment", COMMENT, "--><img src=x onerror=fired=1>"),
    ("address of a script", LINK, "javascript:fired=1"),
    ("address in capitals", LINK, "JaVaScRiPt:fired=1"),
    ("address with a character before it", LINK, "\x01javascript:fired=1"),
    ("address with a tab in it", LINK, "java\tscript:fired=1"),
    ("address with an entity", LINK, "javascript&colon;fired=1"),
    ("address in numbers", LINK, "&#106;avascript:fired=1"),
    ("address with a comment", LINK, "javascript://post.example/%0Afired=1"),
    ("address of data", FRAME, f"data:text/html,<img src={FETCHED}d>"),
    (
        "address of data in base64",
        FRAME,
        "data:text/html;base64,PGltZyBzcmM9aHR0cHM6Ly9mZXRjaGVkLmV4YW1wbGUvZT4=",
    ),
)

CONFUSING = (
    ("right to left override", "Kim \u202egnp.exe\u202c said"),
    ("override without an end", "Kim \u202e8102 said"),
    ("isolate closed twice", "Kim \u2066a\u2069\u2069\u202e b"),
    ("Arabic and figures", "قالت كيم 2018 (first)"),
    ("zero width", "K\u200bi\u200dm\u2060 \u200esaid\u200f"),
    ("combining marks", "K" + "\u0301\u0327\u0489" * 40 + "im said"),
    ("composed and decomposed", "Café Cafe\u0301"),
    ("emoji of several", "👩‍👩‍👧 🏳️‍🌈 🇨🇭 said"),
    ("beyond the basic plane", "𝕂𝕚𝕞 \U00020000 said"),
    ("letters that grow with case", "İſß ﬁ Kim"),
    ("spaces of other kinds", "Kim\u00a0\u2009\u3000said"),
    ("soft hyphen and mark of order", "Kim\u00ad \ufeffsaid"),
    ("control characters", "Kim \x01\x1b[31m\x7f said"),
    ("line ends of other kinds", "Kim\x0b\x0c\x1c\x85\u2028\u2029said"),
    ("no characters", "Kim \ufffe\uffff\U0010ffff said"),
    ("mathematics", "from $5 to $10 and \\(x^2\\) or $$y$$ said"),
    ("a formula that leads elsewhere", "$\\href{javascript:fired=1}{Kim}$ said"),
    ("a formula of a spreadsheet", '=HYPERLINK("https://fetched.example/","Kim")'),
    ("Markdown", "![Kim](https://fetched.example/k.png) **said**"),
)

# An address that passes the check of sources.csv; were the entity not escaped, it would end the attribute.
ADDRESS = f"{FETCHED}&quot;onfocus=fired=1&quot;tabindex=1&quot;autofocus"


def hostile_reading(folder: Path) -> Path:
    """The folder, now a reading that has no fault and a text of the tables in every cell that is free to hold one."""
    texts = [text.strip() for *_, text in (*HARMFUL, *CONFUSING)]
    harmful = [text for text in texts if ";" not in text]
    lines = [f"On Monday {text} he wrote {n}" for n, text in enumerate(texts)]
    article = "\n".join([*lines, "x" * 100_000])

    def table(head: str, rows) -> str:
        file = io.StringIO()
        csv.writer(file).writerows([head.split(","), *rows])
        return file.getvalue()

    number = len(texts)
    events, quotations, notes, people = [], [], [], []
    dates = ("2018", "2025-06-02", "/2025-06~", "2018-22", "2024/2025", "")
    for n, text in enumerate(texts):
        when, basis = (
            dates[n % len(dates)],
            "stated" if dates[n % len(dates)] else "background",
        )
        rests_on = "" if when else harmful[n % len(harmful)]
        told = ("statement", "protest", "study")[n % 3]
        extent = ("moment", "span", "state", "")[n % 4]
        row = (
            f"e-{n}",
            text,
            told,
            f"p-{n} as speaker" + "; p-0" * (n > 0),
            when,
            extent,
            "Monday",
            basis,
            rests_on,
        )
        events.append(
            (
                *row,
                f"p-{n}",
                lines[n],
                n + 1,
                "2025-06-02" * (n % 2),
                "s-0; s-1" * (n % 2),
                text,
                text,
            )
        )
        form = ("direct", "fragment", "single word", "label", "reported")[n % 5]
        quotations.append((f"q-{n}", f"p-{n}", text, n + 1, form, text, f"e-{n}", text))
        notes.append(
            (
                f"n-{n}",
                ("wording", "omission")[n % 2],
                lines[n],
                n + 1,
                text,
                "s-0",
                text,
            )
        )
        people.append(
            (
                f"p-{n}",
                text,
                ("person", "place")[n % 2],
                text if _is_name(text) else f"{n}@{n + 1}",
                text,
            )
        )
    sources = [
        (f"s-{n}", text, text, f"{ADDRESS}{n}", "2025", text)
        for n, text in enumerate(texts)
    ]
    about = {
        "title": texts[0],
        "published": "2025-06-03~",
        "sha256": sha256(article.encode()).hexdigest(),
        **dict.fromkeys(
            (
                "rights",
                "rights_basis",
                "published_basis",
                "publisher",
                "source_address",
            ),
            texts[25],
        ),
        **dict.fromkeys(("annotated_by", "language", "record_checked_on"), texts[2]),
        **{text: text for text in texts},
    }
    tables = {text: [n + 1] for n, text in enumerate(texts[:40:4])}
    period = {text: {"date": "2017/2021", "source": "s-2"} for text in harmful}
    settings = [f"{_toml(key)} = {_toml(text)}" for key, text in about.items()]
    settings += [
        "[paragraphs]",
        *(f"{_toml(key)} = {numbers}" for key, numbers in tables.items()),
        "[periods]",
    ]
    settings += [
        f'{_toml(key)} = {{date = "{one["date"]}", source = "{one["source"]}"}}'
        for key, one in period.items()
    ]
    folder.mkdir(parents=True)
    for name, content in {
        "article.txt": article,
        "reading.toml": "\n".join(settings),
        "people.csv": table("id,name,kind,names,description", people),
        "events.csv": table(
            "id,title,kind,people,date,extent,date_words,date_basis,date_from,asserted_by,quote,paragraph,record_date,"
            "record_source,note,<svg onload=fired=1>",
            events,
        ),
        "quotations.csv": table(
            "id,speaker,quote,paragraph,form,channel,event,note", quotations
        ),
        "notes.csv": table(
            "id,kind,quote,paragraph,note,source,<svg onload=fired=1>", notes
        ),
        "sources.csv": table("id,publisher,title,address,published,seen_for", sources),
    }.items():
        (folder / name).write_bytes(content.encode())
    assert number == len(events)
    return folder


def broken_reading(folder: Path) -> Path:
    """The same with a fault in every cell that a rule is about: each of its errors quotes one of the texts."""
    hostile_reading(folder)
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file)
        kept = {
            "id",
            "title",
            "note",
            "name",
            "description",
            "publisher",
            "seen_for",
            "channel",
        }
        texts = [text for *_, text in (*HARMFUL, *CONFUSING)]
        rows = [
            [
                cell if name in kept and n else texts[(n + at) % len(texts)]
                for at, (name, cell) in enumerate(zip(head, row))
            ]
            for n, row in enumerate(rows)
        ]
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(
                [[*head, head[-1]], *([*row, row[-1]] for row in rows)]
            )
    return folder


def _is_name(text: str) -> bool:
    return ";" not in text and text.isascii() and text == " ".join(text.split())


def _toml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
