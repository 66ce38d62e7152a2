"""Who the subject of a verb of saying is: a name, or words that mean somebody named."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from .grammar import (
    DETERMINERS,
    PREPOSITIONS,
    RELATIVES,
    WORD,
    finite_verbs,
    first_finite,
    is_adverb,
)
from .scene import Name, Scene
from .word_lists import word_list, words_by_label

SPEAKING = ("person", "organisation", "agency", "government", "group", "platform")
_FAR = 8  # sentences back, within which a pronoun finds whom it means
_SUBORDINATE = frozenset(
    ["when", "after", "before", "until", "while", "as", "because", "although", "if"]
)
_CONJUNCTION = re.compile(r"[\s,;:—–¤-]*(?:(?:and|but|while|yet|so|as)(?:\s+|$))?")
_SHARED = re.compile(r"\b(?:and|but|then|or)\s*$")
_LAST_TURN = re.compile(r"\b(?:and|but|that|while|because|as|when)\s+(?=\S)|[;:]\s+")
_PRONOUN = re.compile(r"(?:he|she|they|it|i|we)\b", re.IGNORECASE)
_HE_OR_SHE = ("he", "she")
_AUXILIARIES = word_list("auxiliaries")
_PASSIVE = frozenset(
    ["was", "is", "were", "are", "been", "be", "being", "get", "got", "gets"]
)
_POSSESSIVE = re.compile(r"['’]s?(?!\w)")
_DEFINITE = re.compile(
    r"(?:the|its|their|his|her)\s+(?:[\w’'-]+\s+){0,3}?([\w’'-]+)$", re.I
)
_NOUN_PHRASE = re.compile(
    rf"(?:{'|'.join(sorted(DETERMINERS))})\s+[\w’'-]+(?:\s+[\w’'-]+){{0,4}}", re.I
)
_APPOSED = re.compile(r",\s+(?:the\s+)?")


class Speaker(NamedTuple):
    """The words that say who speaks, and the name they come to, empty where open.

    It is inferred where the words are a pronoun or a noun phrase.
    """

    start: int
    end: int
    full: str
    inferred: bool = False


def before_adverbs(scene: Scene, start: int, verb: int) -> int | None:
    """Where the words before the verb end, without its auxiliaries and adverbs.

    None where the verb is passive ("was told").
    """
    words = list(WORD.finditer(scene.bare, max(start, verb - 60), verb))
    end = verb
    for word in reversed(words):
        if scene.bare[word.end() : end].strip():
            break
        low = word[0].lower()
        if low in _PASSIVE:
            return None
        if low not in _AUXILIARIES and not is_adverb(low):
            break
        end = word.start()
    return end


def subject_before(scene: Scene, start: int, verb: int) -> Speaker | None:
    """Whose verb it is, from the words of its clause before it."""
    end = before_adverbs(scene, start, verb)
    if end is None:
        return None
    if shared := _SHARED.search(scene.bare, max(start, end - 12), end):
        return _subject_of_the_clause_before(scene, start, shared.start())
    for part_start, part_end in _parts_before(scene, start, end):
        part_start = _CONJUNCTION.match(scene.bare, part_start, part_end).end()
        if not _begins_adverbial(scene, part_start, part_end):
            return _speaker_in(scene, part_start, part_end)
    return None


def _parts_before(scene: Scene, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches between commas that may hold the subject, the likeliest first."""
    text = scene.bare
    start = _last_turn(text, start, end)
    body = text[start:end].rstrip()
    stop = start + len(body)
    inner = body[:-1]
    commas = [start + n for n, sign in enumerate(inner) if sign == ","]
    begins = [start, *(comma + 1 for comma in commas)]
    if not body.endswith(","):
        yield begins[-1], stop
        return
    # The comma closes an apposition.
    ends = [*commas, stop - 1]
    yield from zip(begins, ends)


def _last_turn(text: str, start: int, end: int) -> int:
    """Where the last clause begins, behind "and" or "that"; a list is one clause."""
    turns = list(_LAST_TURN.finditer(text, start, end))
    for turn in reversed(turns):
        is_and = turn[0].startswith("and")
        if is_and and first_finite(text, start, turn.start()) is None:
            continue  # "Ann Lee and Bo Ray said"
        return turn.end()
    return start


def _begins_adverbial(scene: Scene, start: int, end: int) -> bool:
    first = WORD.search(scene.bare, start, end)
    if first is None:
        return True
    low = first[0].lower()
    named = scene.names_in(first.start(), first.start() + 1)
    adverbial = low in PREPOSITIONS or low in _SUBORDINATE or is_adverb(low)
    return adverbial and not named


def _subject_of_the_clause_before(scene: Scene, start: int, end: int) -> Speaker | None:
    """The subject that a verb after "and" or "but" shares with the verb before it."""
    verb = first_finite(scene.bare, start, end)
    if verb is None or verb.start() == start:
        return None
    return subject_before(scene, start, verb.start())


def _speaker_in(scene: Scene, start: int, end: int) -> Speaker | None:
    """The head of a noun phrase: its name, its pronoun, or the whole phrase."""
    text = scene.bare
    while start < end and text[start].isspace():
        start += 1
    verbs = list(finite_verbs(text, start, end))
    if verbs and not scene.names_in(start, start + 1):
        start = verbs[-1].end() + 1
    words = text[start:end].strip()
    if _PRONOUN.fullmatch(words):
        return pronoun_speaker(scene, start, end)
    names = _heads(scene, start, end)
    people = [name for name in names if name.kind == "person"]
    if len(people) > 1 and _are_joined(text, people):
        return Speaker(start, end, "")
    for name in reversed(people or names):
        if name.kind in SPEAKING or len(names) == 1:
            return Speaker(name.start, name.end, name.full)
    return _noun_phrase_speaker(scene, start, end)


def _heads(scene: Scene, start: int, end: int) -> list[Name]:
    """The names before the first preposition or relative that own nothing."""
    relative = _first_word(scene.bare, start, end, PREPOSITIONS | RELATIVES)
    names = scene.names_in(start, relative)
    return [name for name in names if not _POSSESSIVE.match(scene.bare, name.end)]


def _are_joined(text: str, people: list[Name]) -> bool:
    between = text[people[0].end : people[-1].start]
    return " and " in between


def _first_word(text: str, start: int, end: int, words: frozenset[str]) -> int:
    for word in WORD.finditer(text, start, end):
        if word[0] in words and word.start() > start:
            return word.start()
    return end


def _noun_phrase_speaker(scene: Scene, start: int, end: int) -> Speaker | None:
    """A noun phrase with the name set to it by a comma, or whom it was said of
    before."""
    words = scene.bare[start:end].strip()
    if not words:
        return None
    following = _APPOSED.match(scene.bare, end)
    if following:
        named = scene.names_in(following.end(), following.end() + 1)
        if named and named[0].kind in SPEAKING:
            return Speaker(named[0].start, named[0].end, named[0].full)
    definite = _DEFINITE.fullmatch(words)
    if definite:
        meant = _described(scene, definite[1].lower(), start)
        if meant:
            return Speaker(start, start + len(words), meant, True)
    return Speaker(start, start + len(words), "")


def subject_after(scene: Scene, start: int, end: int) -> Speaker | None:
    """Whose verb it is, from the words that follow it: "said Ann Lee, a nurse"."""
    text = scene.bare
    while start < end and text[start].isspace():
        start += 1
    pronoun = _PRONOUN.match(text, start, end)
    if pronoun:
        return pronoun_speaker(scene, start, pronoun.end())
    comma = re.compile(r"[,.;:!?]\s|[,.;:!?]$|\n|¤").search(text, start, end)
    stop = comma.start() if comma else end
    names = scene.names_in(start, end)
    if names and names[0].end > stop:
        stop = min(end, names[0].end) if names[0].start < stop else stop
    is_lower = text[start : start + 1].islower()
    if is_lower and not names and not _NOUN_PHRASE.match(text, start, stop):
        return None
    return _speaker_in(scene, start, stop)


def pronoun_speaker(scene: Scene, start: int, end: int) -> Speaker:
    """The pronoun with the person it means: the last one named that fits, or open."""
    words = scene.text[start:end].strip().lower()
    if words not in _HE_OR_SHE:
        return Speaker(start, end, "")
    full = _antecedent(scene, start, words)
    if full:
        scene.genders.setdefault(full, words)
    return Speaker(start, end, full, True)


def _antecedent(scene: Scene, at: int, pronoun: str) -> str:
    """Whom the pronoun means.

    In its own paragraph that is the subject of the nearest sentence that names somebody
    who fits. A paragraph that names nobody before goes on with whom the text is about:
    of those whom the paragraph before names, the one named most often.
    """
    own = scene.article.paragraph_at(at)
    for sentence in scene.sentences_before(at, _FAR):
        people = _fitting(scene, sentence.start, min(sentence.end, at), pronoun)
        if not people or _goes_on_with(scene, sentence.start, pronoun):
            continue
        if sentence.start >= own.start:
            verb = first_finite(scene.bare, sentence.start, min(sentence.end, at))
            is_subject = verb is None or people[0].start < verb.start()
            return _of_that_surname(
                scene, people[0 if is_subject else -1].full, pronoun
            )
        before = scene.article.paragraph_at(sentence.start)
        people = _fitting(scene, before.start, before.end, pronoun)
        full = max(people, key=lambda name: (scene.times[name.full], name.start)).full
        return _of_that_surname(scene, full, pronoun)
    return ""


def _goes_on_with(scene: Scene, start: int, pronoun: str) -> bool:
    """Whether the sentence's own subject is the pronoun, which goes on meaning one."""
    first = WORD.search(scene.bare, start)
    return first is not None and first[0].lower() == pronoun


def _fitting(scene: Scene, start: int, end: int, pronoun: str) -> list[Name]:
    """The people named in the narrator's words there whom the pronoun may mean."""
    fitting = []
    for name in scene.names_in(start, end):
        if name.kind != "person" or scene.quoted_at(name.start):
            continue
        is_owner = _POSSESSIVE.match(scene.text, name.end)
        gender = scene.genders.get(name.full, pronoun)
        if gender == pronoun and not is_owner:
            fitting.append(name)
    return fitting


def _of_that_surname(scene: Scene, full: str, pronoun: str) -> str:
    """The one person with that surname whom the pronoun fits, where several have it."""
    if " " in full:
        return full
    fitting = [
        other
        for other in scene.times
        if other.endswith(f" {full}") and scene.genders.get(other, pronoun) == pronoun
    ]
    return fitting[0] if len(fitting) == 1 else full


def _described(scene: Scene, noun: str, at: int) -> str:
    """The person who was last said to be that before: "Mayor Ann Lee", then "the
    mayor"."""
    found = ""
    for where, full in descriptions(scene).get(noun, ()):
        if where < at:
            found = full
    return found


def descriptions(scene: Scene) -> dict[str, list[tuple[int, str]]]:
    """For each noun set to a person's name, whose it was, and where."""
    known = getattr(scene, "_descriptions", None)
    if known is None:
        known = {}
        for name in scene.names:
            if name.kind == "person":
                for noun in _nouns_beside(scene, name):
                    known.setdefault(noun, []).append((name.end, name.full))
        scene._descriptions = known
    return known


def _nouns_beside(scene: Scene, name: Name) -> list[str]:
    """The title before the name, and the noun of the phrase set to it by a comma."""
    text = scene.bare
    nouns = []
    before = re.compile(r"([^\W\d_][\w-]+),? $").search(
        text, max(0, name.start - 24), name.start
    )
    if before:
        nouns.append(before[1].lower())
    own = text[name.start : name.end].split()
    if len(own) > 2:
        nouns.append(own[0].lower())
    after = re.compile(
        r", (?:\d\d?, )?(?:an?|the|its|his|her)\s((?:[\w’'-]+\s)?[\w’'-]+)"
    ).match(text, name.end)
    if after:
        nouns += [word.lower() for word in after[1].split()]
    small = words_by_label("women_and_men")
    known = set().union(*small.values())
    return [
        n
        for n in nouns
        if n not in DETERMINERS | PREPOSITIONS and (n not in known or "m" in n)
    ]
