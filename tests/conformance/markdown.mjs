// Each Markdown text of the list on the standard input as HTML, by CommonMark's own parser and by markdown-it in two ways:
// as CommonMark has it, and with GitHub's tables and strike-through, links made of bare addresses, and typography.
import { readFileSync } from "node:fs";
import * as commonmark from "commonmark";
import MarkdownIt from "markdown-it";

const parser = new commonmark.Parser();
const writer = new commonmark.HtmlRenderer();
const strict = new MarkdownIt("commonmark");
const apps = new MarkdownIt({ html: true, linkify: true });
const texts = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(
  JSON.stringify({
    commonmark: texts.map((text) => writer.render(parser.parse(text))),
    "markdown-it": texts.map((text) => strict.render(text)),
    "markdown-it with links": texts.map((text) => apps.render(text)),
  }),
);
