"""The annotator: the article, its rows and the form, kept in the files of the reading.

The kernel holds the reading; a page shows it. They talk in two ways.

**Traits**, kernel to page, the same for every view of the model:

- `paragraphs`: [[number, start, text, aside], ...]; `start` is a code point of the text, `aside` says what a paragraph
  is that is no body text ("pull quote"), or "".
- `marks`: [[start, end, table, id, number, label, draft], ...] in order of start; `number` is the event's number, 0 for
  other tables; `label` is the row in words, for screen readers and tooltips; `draft` is true for a row not yet judged.
- `rows`: the list. Each is a dict: `table, id, number, title, when, words, draft` and `spans` [[start, end], ...] (a
  person has many, every other row one). Drafts first, in order of the text; then the others in order of the text.
- `drafts`: {left, of}: "7 of 23 drafts left".
- `history`: {undo, redo}: what Ctrl+Z would take back and Ctrl+Shift+Z would do again, in words; "" where nothing.
- `conflicts`: [{key, table, id, title, what, back}, ...]: rows that changed elsewhere since they were kept here; `what`
  is a sentence, `back` the words of a button that puts the row back ("" where it cannot be).
- `closed`: {} while rows can be kept; else {reason, remedy, problems, button, do}: the sentences to show in place of the
  four buttons, a list of sentences, and the button's words and message ("" for none).
- `timeline`: HTML with the picture of all events; it comes last, after marks and rows.
- `status`: {n, text, tone}: what happened that concerns every view (`n` grows, so that the same words are said again).
- `letters`: whether single letters act in article and list. `language`: of the article, a BCP 47 tag or "".

`tone` is one of "plain", "kept", "refused", "question".

**Messages**, page to kernel: {n, view, do, ...}. `n` numbers the request, `view` names the asking view. The answer is a
custom message to all views, {n, view, do, status: {text, tone}, ...}; a view takes only its own. There is exactly one
answer to each message, and traits that change are sent before it (but `timeline`, which comes after). Offsets are code
points; `words` are the words as the page shows them at [start, end), and what differs from the text is refused.

| do | the message has | the answer has, besides status |
|---|---|---|
| select | start, end, words | rows: [[table, id], ...] over these words; placed: whether a quote could be kept |
| find | words | places: [{start, end, paragraph, sentence}, ...]: none, one, or several to choose from |
| open | table, start, end, words | form |
| correct | table, id | form |
| check | form: {table, id, start, end, before}, cells | problems, understood (see below); status is "" |
| keep | form, cells | kept: {table, id, start, end} or null; problems; asks: a question to be confirmed or "" |
| accept | table, id | next: {table, id} of the next draft, or null |
| delete | table, id | next |
| accept_all | rows: [[table, id], ...] | next |
| stretch | table, id, start, end, words | kept or null: the row's quote is now these words |
| merge_list | id, into | rows: [{table, id, title, what}, ...] that name the first; nothing is written |
| merge | id, into | kept or null |
| undo, redo | | rows: [[table, id], ...] that changed |
| put_back | keys: [key, ...] of `conflicts` | |
| leave | keys | these conflicts are settled as the files are |
| own_copy | | |
| check_now | | |
| ping | | (the empty round trip, for measuring) |

`keep` with `sure: true` answers the question of `asks` with yes. A status with the text "" leaves the line as it is.

**The form**, as data: {table, id, start, end, words, before, heading, focus, fields}. `id` is "" for a new row. `table`,
`id`, `start`, `end`, `before` go back unchanged as `form` with check and keep. `cells` are {name: value} of all fields.
A field: {name, label, control, value, options, suggestions, help, more, fixed, understood, question, problem}:

- `control`: "line" (one line of text), "text" (several), "radio", "select" (a value of `options` only), "combo" (a line
  with `options` as a list; another word is allowed), "pick" (one of `options`; may be followed by "new…"), "picks"
  (chips: several), "check" ("" or "yes").
- `value`: a string; of "pick" one {id, new, role}; of "picks" a list of them. `new` is a name typed by the reader for
  whom there is no id yet, else ""; `role` is "" but in an event's people.
- `options`: [{value, label}, ...]; `new`: whether "new…" is offered; `roles`: whether each chip has a role.
- `suggestions`: [{value, label}, ...]: shown as buttons or placeholders, never filled in.
- `more`: whether it is folded under "More"; `fixed`: why it cannot be changed, or ""; `select`: whether its text is
  selected when it has the focus first; `focus` of the form names that field.
- `understood`: the words and EDTF that a date was understood as, {words, edtf, shape} or {}; `shape` is "point", "bar",
  "left" or "right" open, "strip" (neither end known); `question`: {} or {text, choices: [{value, label}, ...]}.
- `problem`: the sentence that says what is wrong, or "". `problems` of an answer is {name: sentence}, under "" what
  concerns no field; `understood` of an answer is {name: {words, edtf, shape, question}}.
"""
