// A file of annotations as a JSON-LD processor writes it anew, and what the processor would have dropped on the way.
// Usage: node annotations.mjs ANNO_JSONLD ANNOTATIONS
import { readFileSync } from "node:fs";
import jsonld from "jsonld";

const [context, file] = process.argv.slice(2).map((path) => JSON.parse(readFileSync(path, "utf8")));
const dropped = [];
const options = {
  documentLoader: async (documentUrl) => {
    if (documentUrl !== "http://www.w3.org/ns/anno.jsonld") throw new Error(`no network here: ${documentUrl}`);
    return { contextUrl: null, documentUrl, document: context };
  },
  eventHandler: ({ event }) => dropped.push(event.message),
};
const expanded = await jsonld.expand(file, options);
const triples = (await jsonld.toRDF(expanded, { ...options, format: "application/n-quads" })).split("\n").length - 1;
const compacted = await jsonld.compact(expanded, file["@context"], options);
process.stdout.write(JSON.stringify({ dropped, triples, compacted }));
