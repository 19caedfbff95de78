"""Whether the tools of the field read what we write, and we read what they write.

Run by `cargo xtask interop`, which builds the command and passes it on. Packages are installed into an environment of
their own in the cache folder, once for each version of requirements.txt.
"""

import argparse
import csv
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from html.parser import HTMLParser
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
REQUIREMENTS = HERE / "requirements.txt"


def environment():
    """The Python of the environment that has the packages; made when it is not there."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    digest = hashlib.sha256(REQUIREMENTS.read_bytes() + sys.version.encode()).hexdigest()[:16]
    folder = Path(base) / "glossator" / f"interop-{digest}"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = folder / "complete"
    if not stamp.is_file():
        print("Installing the tools of the field, once for all clones: some minutes, about 1 GB.", flush=True)
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", str(REQUIREMENTS)]
        subprocess.run(install, check=True)
        stamp.touch()
    return python


# A text in which whatever breaks offsets stands before the words that are looked for. A paragraph a line.
TEXT = (
    "City 🚗 to close: the cafe\u0301 of the family 👩‍👩‍👧‍👦\n"
    "\"The mayor resigned,\" he said, \"and nobody wept.\" שלום עולם\n"
    "It costs €3.50 & <b>more</b> </script>; *see* [this](x) — 🇲🇽🇺🇸 क्षि.\n"
    "=SUM(A1) is\ta cell.\n"
    "1. Nobody said so\n"
)

# Label, words of each place, and what is said of them.
MARKS = [
    ("claim", ["City 🚗 to close"], {"note": "=cmd()\nNo \"source\"\tlinked </script> ```", "tags": ["needs-source"],
                                    "attributes": {"verdict": "false", "claimant": {"text": "the city"}}}),
    ("claim", ["close: the cafe\u0301"], {}),
    ("opinion", ["cafe\u0301"], {"tags": ["@tag", "second tag"]}),
    ("quote", ["family 👩‍👩‍👧‍👦\n\"The mayor resigned"], {"note": "Over two paragraphs."}),
    ("quote", ["\"The mayor resigned,\"", "\"and nobody wept.\""], {"annotator": "Ada"}),
    ("opinion", ["שלום עולם"], {}),
    ("claim", ["€3.50 & <b>more</b> </script>"], {"attributes": {"verdict": "mostly true"}}),
    ("my kind", ["🇲🇽🇺🇸 क्षि"], {}),
    ("quote", ["=SUM(A1) is\ta cell"], {}),
    ("opinion", ["Nobody said so"], {}),
]


def expected_places():
    return sorted((label, words) for label, places, _ in MARKS for words in places)


class Failed(Exception):
    pass


def same(found, expected, what):
    if found != expected:
        raise Failed(f"{what} differs:\n    found    {found!r}\n    expected {expected!r}")


class Tools:
    def __init__(self, command, folder):
        self.command, self.folder = command, folder

    def glossator(self, *args):
        ran = subprocess.run([self.command, *map(str, args)], cwd=self.folder, capture_output=True, check=False)
        if ran.returncode:
            raise Failed(f"glossator {' '.join(map(str, args))} ended with {ran.returncode}: {ran.stderr.decode()}")
        return ran.stdout.decode("utf-8")

    def written(self, key, name):
        self.glossator("convert", "notes.json", "--to", key, "--out", name, "--quiet")
        return self.folder / name

    def read_back(self, *names):
        """Our file of another tool's, as places: label and words, found again by their positions."""
        file = json.loads(self.glossator("convert", names[0], "--to", "glossator", "--quiet"))
        text = file["schema:about"]["schema:articleBody"]
        places = []
        for item in file.get("first", {}).get("items", []):
            label = next(body["value"] for body in item["body"] if body["purpose"] == "classifying")
            for target in item["target"] if isinstance(item["target"], list) else [item["target"]]:
                quote, position = target["selector"][:2]
                same(text[position["start"]:position["end"]], quote["exact"], "the words at a position")
                places.append((label, quote["exact"]))
        return sorted(places)


def make(tools):
    """The document, by way of the one of the formats that holds the most."""
    spans = []
    for number, (label, places, said) in enumerate(MARKS):
        for words in places:
            start = TEXT.index(words)
            span = {"start": start, "end": start + len(words), "label": label, "text": words,
                    "id": f"urn:uuid:00000000-0000-4000-8000-{number:012}", **said}
            if "attributes" in said:
                span["attributes"] = json.dumps(said["attributes"])
            spans.append(span)
    row = {"title": "City 🚗 to close", "url": "https://news.example.org/a?b=c&d", "text": TEXT, "spans": spans}
    (tools.folder / "made.jsonl").write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    tools.glossator("convert", "made.jsonl", "--to", "glossator", "--out", "notes.json",
                    "--created", "2026-07-01T09:00:00Z")
    same(tools.read_back("notes.json"), expected_places(), "our own file")


# ---- each format: loaded by its reader, slices compared, and where the reader writes, read back


def our_json(tools):
    import jsonschema

    schema = json.loads((ROOT / "docs" / "glossator.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for file in [tools.folder / "notes.json", ROOT / "tests/fixtures/files/winter-ferry.glossator.json"]:
        validator.validate(json.loads(file.read_text(encoding="utf-8")))
    return "valid by docs/glossator.schema.json (jsonschema)"


def pages(tools):
    page = json.loads(tools.written("pages", "pages.json").read_text(encoding="utf-8"))
    same((page["type"], page["partOf"]["total"], len(page["items"])), ("AnnotationPage", len(MARKS), len(MARKS)), "the page")
    for item in page["items"]:
        for target in item["target"] if isinstance(item["target"], list) else [item["target"]]:
            quote, position = target["selector"]
            same(TEXT[position["start"]:position["end"]], quote["exact"], "a slice")
    tools.glossator("convert", "pages.json", "--onto", "notes.json", "--to", "glossator", "--out", "again.json", "--quiet")
    same(tools.read_back("again.json"), expected_places(), "what is read back")
    return "slices, and read back onto the article"


def brat(tools):
    from bioc import brat as reader

    tools.written("brat", "brat.ann")
    # newline="": the reader must not count line ends for us.
    with open(tools.folder / "brat.txt", encoding="utf-8", newline="") as text, \
            open(tools.folder / "brat.ann", encoding="utf-8", newline="") as annotations:
        document = reader.load(text, annotations)
    same(document.text, TEXT, "the text")
    found = []
    for entity in document.entities:
        parts = [document.text[place.begin:place.end] for place in sorted(entity.locations)]
        same(" ".join(parts), entity.text, "the words of an entity")
        found.append((entity.type, entity.text))
    joined = lambda places: " ".join(part for words in places for part in re.split(r"[\n\t]", words))
    kind = lambda label: {"my kind": "My_kind"}.get(label, label.capitalize())
    same(sorted(found), sorted((kind(label), joined(places)) for label, places, _ in MARKS), "entities")
    # And what bioc writes of it.
    (tools.folder / "bioc.txt").write_text(document.text, encoding="utf-8", newline="")
    with open(tools.folder / "bioc.ann", "w", encoding="utf-8", newline="") as out:
        reader.dump_ann(document, out)
    again = tools.read_back("bioc.ann")
    # A tab splits for good: brat cannot tell one place with a tab from two.
    same(sorted(label for label, _ in again), sorted(label for label, _ in expected_places()), "labels read back")
    same(sorted(re.sub(r"\s+", " ", words) for _, words in again),
         sorted(re.sub(r"\s+", " ", words) for _, words in expected_places()), "words read back")
    return "slices (bioc), and what bioc writes is read back"


def cas(tools):
    import cassis

    path = tools.written("cas", "cas.json")
    loaded = cassis.load_cas_from_json(path.read_text(encoding="utf-8"))
    same(loaded.sofa_string, TEXT, "the text")
    kind = "webanno.custom.Glossator"
    found = sorted((it.category, it.get_covered_text()) for it in loaded.select(kind))
    same(found, expected_places(), "places")
    (tools.folder / "cassis.json").write_text(loaded.to_json(), encoding="utf-8")
    same(tools.read_back("cassis.json"), expected_places(), "what is read back")
    return "slices in UTF-16 (dkpro-cassis), and what it writes is read back"


def doccano(tools):
    row = json.loads(tools.written("doccano", "doccano.jsonl").read_text(encoding="utf-8"))
    same(set(row), {"id", "text", "label", "Comments"}, "the properties")
    same(sorted((label, row["text"][start:end]) for start, end, label in row["label"]), expected_places(), "slices")
    same(tools.read_back("doccano.jsonl"), expected_places(), "what is read back")
    return "slices, and read back"


def label_studio(tools):
    from label_studio_converter import Converter

    path = tools.written("label-studio", "label-studio.json")
    labels = "".join(f'<Label value="{label}"/>' for label in sorted({label for label, _, _ in MARKS}))
    config = f'<View><Labels name="label" toName="text">{labels}</Labels><Text name="text" value="$text"/></View>'
    tasks = json.loads(path.read_text(encoding="utf-8"))
    regions = [it["value"] for it in tasks[0]["annotations"][0]["result"] if it["type"] == "labels"]
    for value in regions:
        same(TEXT[value["start"]:value["end"]], value["text"], "a slice")
    same(sorted((value["labels"][0], value["text"]) for value in regions), expected_places(), "regions")
    # The converter wants what its server adds.
    tasks[0]["id"] = tasks[0]["annotations"][0]["id"] = 1
    path.write_text(json.dumps(tasks, ensure_ascii=False), encoding="utf-8")
    converter = Converter(config, str(tools.folder))
    converter.convert_to_json_min(str(path), str(tools.folder / "min"), is_dir=False)
    short = next((tools.folder / "min").glob("*.json"))
    row = json.loads(short.read_text(encoding="utf-8"))[0]
    same(sorted((it["labels"][0], it["text"]) for it in row["label"]), expected_places(), "the converter's regions")
    converter.convert_to_conll2003(str(path), str(tools.folder / "conll"), is_dir=False)
    shutil.copy(short, tools.folder / "short.json")
    same(tools.read_back("short.json"), expected_places(), "its short form, read back")
    same(tools.read_back("label-studio.json"), expected_places(), "its long form, read back")
    return "slices (label-studio-converter), and what it writes is read back"


def spacy(tools):
    import spacy as library
    import srsly

    row = next(srsly.read_jsonl(tools.written("spacy", "spacy.jsonl")))
    nlp = library.blank("en")
    document = nlp.make_doc(row["text"])
    spans = [document.char_span(it["start"], it["end"], label=it["label"], alignment_mode="expand") for it in row["spans"]]
    if None in spans:
        raise Failed("a span lies on no characters")
    document.spans["sc"] = spans
    same(len(document.spans["sc"]), len(expected_places()), "the spans of the group")
    same(sorted((it["label"], row["text"][it["start"]:it["end"]]) for it in row["spans"]), expected_places(), "slices")
    for span, it in zip(spans, row["spans"]):
        if row["text"][it["start"]:it["end"]] not in span.text:
            raise Failed(f"{span.text!r} does not hold the words")
    # As Prodigy writes what it has, with tokens.
    row["tokens"] = [{"text": it.text, "start": it.idx, "end": it.idx + len(it), "id": it.i} for it in document]
    row["answer"] = "accept"
    srsly.write_jsonl(tools.folder / "prodigy.jsonl", [row])
    same(tools.read_back("prodigy.jsonl"), expected_places(), "what is read back")
    return "slices and doc.spans (spacy), and rows with tokens are read back"


def hugging_face(tools):
    import datasets

    datasets.disable_progress_bars()
    path = tools.written("hugging-face", "hugging-face.jsonl")
    loaded = datasets.load_dataset("json", data_files=str(path), split="train", cache_dir=str(tools.folder / "cache"))
    row = loaded[0]
    same(row["text"], TEXT, "the text")
    for span in row["spans"]:
        same(row["text"][span["start"]:span["end"]], span["text"], "a slice")
    same(sorted((span["label"], span["text"]) for span in row["spans"]), expected_places(), "spans")
    loaded.to_json(str(tools.folder / "datasets.jsonl"), force_ascii=False)
    same(tools.read_back("datasets.jsonl"), expected_places(), "what is read back")
    return "slices (datasets), and what it writes is read back"


def bio(tools):
    from seqeval.metrics.sequence_labeling import get_entities
    from seqeval.metrics import f1_score
    from seqeval.scheme import IOB2, Entities

    lines = tools.written("bio", "bio.tsv").read_text(encoding="utf-8").split("\n")
    names = lines[0].split("\t")[3:]
    same(names, ["claim", "quote", "opinion", "my_kind"], "the columns")
    sentences, sentence = [], []
    for line in lines[1:] + [""]:
        if line:
            sentence.append(line.split("\t"))
        elif sentence:
            sentences.append(sentence)
            sentence = []
    for token, start, end, *_ in (row for sentence in sentences for row in sentence):
        same(TEXT[int(start):int(end)], token, "a token")
    for column, name in enumerate(names, 3):
        tags = [[row[column] for row in sentence] for sentence in sentences]
        if any(any(tag != "O" for tag in sentence) for sentence in tags):
            same(f1_score(tags, tags, mode="strict", scheme=IOB2), 1.0, f"the score of {name} against itself")
        strict = sum(len(found) for found in Entities(tags, scheme=IOB2).entities)
        same(strict, sum(len(get_entities(sentence)) for sentence in tags), f"entities of {name}, strictly and not")
        # What is in a column is of that category, in the words that the marks have.
        for sentence, of_sentence in zip(sentences, tags):
            for _, first, last in get_entities(of_sentence):
                words = TEXT[int(sentence[first][1]):int(sentence[last][2])]
                of_name = [places for label, places, _ in MARKS if label.replace(" ", "_") == name]
                parts = [part for places in of_name for place in places for part in place.split("\n")]
                if not any(words in part or part in words for part in parts):
                    raise Failed(f"{words!r} is no {name}")
    return "tokens slice, and every column is strict IOB2 (seqeval)"


def table(tools):
    import pandas

    path = tools.written("csv", "table.csv")
    if not path.read_bytes().startswith(b"\xef\xbb\xbf"):
        raise Failed("there is no byte order mark")
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    same(len(rows), len(MARKS), "the rows")
    plain = lambda cell: cell[1:] if re.match(r"'[=+\-@\t\r\n＝＋－＠]", cell) else cell
    for row in rows:
        for cell in row.values():
            if re.match(r"[=+\-@\t\r＝＋－＠]", cell):
                raise Failed(f"{cell!r} is a formula")
        places = [tuple(map(int, place.split(":"))) for place in row["places"].split()]
        same(" … ".join(TEXT[start:end] for start, end in places), plain(row["exact"]), "a slice")
        same((int(row["start"]), int(row["end"])), (places[0][0], places[-1][1]), "the extent")
    frame = pandas.read_csv(path, encoding="utf-8-sig", keep_default_na=False, dtype=str)
    same(frame.to_dict("records"), rows, "what pandas reads")
    return "slices (csv, pandas), and no cell is a formula"


def markdown(tools):
    from markdown_it import MarkdownIt

    source = tools.written("markdown", "notes.md").read_text(encoding="utf-8")
    tokens = MarkdownIt("commonmark").parse(source)
    article = []
    for token in tokens:
        if token.type == "heading_open" and article and token.tag == "h2":
            break
        if token.type in ("html_block", "code_block"):
            raise Failed(f"the article became {token.type}")
        if token.type == "inline":
            if any(child.type not in ("text", "softbreak", "hardbreak", "text_special") for child in token.children):
                raise Failed(f"a word of the article became markup: {[c.type for c in token.children]}")
            article.append("".join(child.content for child in token.children))
    plain = re.sub(r"\[[⁰¹²³⁴⁵⁶⁷⁸⁹]+|[⁰¹²³⁴⁵⁶⁷⁸⁹]+\]", "", "\n".join(article))
    # The title comes first, as there is no heading for it.
    same(plain.split("\n")[1:], TEXT.split("\n")[:-1], "the article")
    items = [token for token in tokens if token.type == "list_item_open" and token.level == 1]
    same(len(items), len(MARKS), "the list")
    return "the article says the same, and the list is whole (markdown-it)"


class Page(HTMLParser):
    """What the page shows: the words of the article without the numbers of its marks."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.stack, self.text, self.marks, self.data, self.tags = [], "", {}, "", []

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag not in ("meta", "link", "br", "img"):
            self.stack.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        if not self.stack or self.stack[-1][0] != tag:
            raise Failed(f"</{tag}> does not end {self.stack[-1:]}")
        self.stack.pop()
        inside = [name for name, _ in self.stack]
        if tag in ("p", "li", "h1", "h2") and "article" in inside:
            self.text += "\n"

    def handle_data(self, data):
        names = [name for name, _ in self.stack]
        if "script" in names:
            self.data += data
        elif "article" in names and "sup" not in names and names[-1] not in ("article", "table", "tr", "ul", "ol"):
            self.text += data
            for name, attributes in self.stack:
                if name == "mark":
                    title = attributes["title"]
                    self.marks[title] = self.marks.get(title, "") + data


def html(tools):
    source = tools.written("html", "page.html").read_text(encoding="utf-8")
    page = Page()
    page.feed(source)
    page.close()
    same(page.stack, [], "elements that are left open")
    same(page.text.split("\n")[1:-1], TEXT.split("\n")[:-1], "the words of the article")
    same(sorted(re.sub(r" \d+$", "", title).lower() + ": " + words for title, words in page.marks.items()),
         sorted(f"{label}: {''.join(places)}".replace("\n", "") for label, places, _ in MARKS), "the marks")
    scripts = [attributes for tag, attributes in page.tags if tag == "script"]
    same([it.get("type") for it in scripts], ["application/ld+json"], "scripts")
    for tag, attributes in page.tags:
        for name in attributes:
            if name.startswith("on") or name in ("style", "src", "srcset"):
                raise Failed(f"<{tag} {name}>")
    same(json.loads(page.data), json.loads((tools.folder / "notes.json").read_text(encoding="utf-8")), "the data")
    again = tools.glossator("convert", "page.html", "--to", "glossator")
    same(again, (tools.folder / "notes.json").read_text(encoding="utf-8"), "the page, opened again")
    return "well formed, no script, the words are the article's, and it opens again byte for byte"


def claim_review(tools):
    reviews = json.loads(tools.written("claim-review", "reviews.json").read_text(encoding="utf-8"))
    same(reviews["@context"], "https://schema.org", "the context")
    same(sorted(it["claimReviewed"] for it in reviews["@graph"]),
         sorted(places[0] for _, places, said in MARKS if "attributes" in said), "the claims")
    for review in reviews["@graph"]:
        same(review["@type"], "ClaimReview", "the type")
        for name in ("url", "claimReviewed", "itemReviewed", "reviewRating", "datePublished"):
            if not review.get(name):
                raise Failed(f"there is no {name}")
        rating = review["reviewRating"]
        if not rating["worstRating"] <= rating["ratingValue"] <= rating["bestRating"]:
            raise Failed(f"{rating} is out of its scale")
    return "the properties that schema.org wants"


CHECKS = [our_json, html, markdown, table, claim_review, pages, brat, cas, doccano, label_studio, spacy, hugging_face, bio]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", help="the program `glossator`")
    parser.add_argument("--in-environment", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if not args.in_environment:
        python = environment()
        sys.exit(subprocess.run([str(python), __file__, args.command, "--in-environment"], check=False).returncode)
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        tools = Tools(str(Path(args.command).resolve()), Path(folder))
        os.environ["HF_HUB_OFFLINE"] = "1"
        make(tools)
        for check in CHECKS:
            start = time.monotonic()
            try:
                outcome = check(tools)
                passed += 1
            except Exception as problem:  # noqa: BLE001 - one that fails must not hide the others
                outcome = f"FAILED: {type(problem).__name__}: {problem}"
                failed += 1
            print(f"{check.__name__:<13} {outcome} ({time.monotonic() - start:.1f} s)", flush=True)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
