// Each Markdown text of the list on the standard input as HTML, by CommonMark's own parser; by markdown-it as CommonMark has
// it, and with GitHub's tables and strike-through, links made of bare addresses, and typography; and by Showdown, which
// knows fewer backslashes, as it comes and with all that it does for GitHub.
import { readFileSync } from "node:fs";
import * as commonmark from "commonmark";
import MarkdownIt from "markdown-it";
import showdown from "showdown";

const parser = new commonmark.Parser();
const writer = new commonmark.HtmlRenderer();
const strict = new MarkdownIt("commonmark");
const apps = new MarkdownIt({ html: true, linkify: true });
const plain = new showdown.Converter();
const github = new showdown.Converter();
github.setFlavor("github");
const texts = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(
  JSON.stringify({
    commonmark: texts.map((text) => writer.render(parser.parse(text))),
    "markdown-it": texts.map((text) => strict.render(text)),
    "markdown-it with links": texts.map((text) => apps.render(text)),
    showdown: texts.map((text) => plain.makeHtml(text)),
    "showdown for GitHub": texts.map((text) => github.makeHtml(text)),
  }),
);
