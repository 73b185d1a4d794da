"""Spelling: what is equal, what comes first, whose name it is, and what a title is without its edition."""

import re
import unicodedata

import sequence

ROLES = {
    "translator", "übersetzer", "traducteur", "traductor", "traduttore", "editor", "herausgeber", "illustrator",
    "introduction", "foreword", "vorwort", "prólogo", "afterword", "nachwort", "preface", "adaptation", "adapter",
    "contributor", "read by",
}
READER = "read by"
# Keys of names that are nobody in particular.
NOBODY = set(
    "fullcast afullcast fullcastrecording uncredited various variousauthors variousnarrators anonymous anallstarcast "
    "cast ensemble test virtualvoice digitalvoice n/a unknown audible audibleoriginals audiblestudios anon anonymus "
    "div diverse verschiedene unbekannt multiplenarrators multiplevoices nocredit notcredited".split()
)
# Words that end a company's name and hardly anybody's.
COMPANY = set(
    "audio audiobooks co company entertainment gmbh hörbuch hörbuchverlag inc llc ltd magazine media originals "
    "productions publishers publishing studio studios verlag".split()
)
ARTICLES = set("the a an der die das le la el".split())
VOLUME_WORDS = set("book books volume volumes vol part band teil buch tome livre libro livro folge".split())
NUMBER_WORDS = "one two three four five six seven eight nine ten eleven twelve".split()
EDITIONS = [
    ["booktrack", "edition"], ["amazonclassics", "edition"], ["movie", "tie", "in", "edition"], ["movie", "tie", "in"],
]

# What may be spelled one way or another within a name.
JOINTS = re.compile(r"[\s\x00-\x1f\x7f-\x9f.\-\u2010\u2011'’‘ʼ]+")
DRAMA = re.compile("dramati[zs]ed adaptation", re.IGNORECASE | re.ASCII)
# Letters and digits of all scripts; vowel signs and the like belong to the letter before them.
SIGNS = "".join(
    letter for letter in map(chr, range(0x300, 0x1F000))
    if unicodedata.category(letter) in ("Mn", "Mc") and not "\ufe00" <= letter <= "\ufe0f"
)
WORD = re.compile(rf"[^\W_](?:[^\W_]|[{SIGNS}])*")
ASCII_WORD = re.compile("[a-z0-9]+")


def case_fold(text):
    """For equality: NFKC and lower case; every letter of every script counts, accents too."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", text).lower().replace("ß", "ss").replace("ς", "σ")


def fold(text):
    """For order: NFKD, marks removed, lower case."""
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).lower()


def words(folded):
    return (ASCII_WORD if folded.isascii() else WORD).findall(folded)


def split_role(name):
    """The name without its role, and the role. Only known roles split a name."""
    person, dash, suffix = name.rpartition(" - ")
    if dash and person.strip():
        role = case_fold(suffix.strip())
        if role in ROLES:
            return person.strip(), role
    return name.strip(), None


def name_key(person):
    """Equal for two spellings of one name, which comes without its role."""
    return JOINTS.sub("", case_fold(person)) or person


def is_nobody(person, key):
    """`full cast`, `uncredited` …, or a company."""
    parts = person.replace(",", " ").split(" ")
    parts = [part for part in parts if part]
    return key in NOBODY or len(parts) > 1 and case_fold(parts[-1].rstrip(".")) in COMPANY


def is_drama(product):
    """Played by a cast. A drama neither satisfies nor hides the novel."""
    return (
        product.content_type == "Performance"
        or DRAMA.search(product.title) is not None
        or product.subtitle is not None and DRAMA.search(product.subtitle) is not None
    )


def main_title(product):
    """The title without what differs between editions, and a volume number that was cut off."""
    folded = case_fold(product.title)
    rest = without_brackets(folded)
    volume = None
    if ":" in rest:
        names = [words(case_fold(entry.title)) for entry in product.series if entry.title]
        while ":" in rest:
            head, _, tail = rest.rpartition(":")
            head_words, tail_words = words(head), words(tail)
            # "Monster Tale: Book 1" of the series Monster Tale: the head is no title of its own.
            if not head_words or head_words in names:
                break
            label = volume_label(tail_words)
            if not label.numbers and not any(stands_in(name, tail_words) for name in names):
                break
            if volume is None:
                volume = label.single
            rest = head
    found = words(rest)
    drop_editions(found)
    if len(found) > 1 and found[0] in ARTICLES and not (is_letter(found[0]) and is_letter(found[1])):
        del found[0]
    return joined(found) if found else folded.strip(), volume


def without_brackets(text):
    """Unchanged if nothing else is there."""
    if "(" not in text and "[" not in text and "{" not in text:
        return text
    depth, outside = 0, []
    for piece in re.split(r"([()\[\]{}])", text):
        if piece in ("(", "[", "{"):
            depth += 1
        elif piece in (")", "]", "}"):
            depth = max(depth - 1, 0)
        elif depth == 0:
            outside.append(piece)
    outside = "".join(outside)
    return outside if words(outside) else text


def volume_label(tail):
    """The numbers of `book 4` or `books 1 3`; none if the words are anything else."""
    if not tail or tail[0] not in VOLUME_WORDS:
        return sequence.NONE
    if len(tail) == 2 and tail[1] in NUMBER_WORDS:
        return sequence.parse(str(NUMBER_WORDS.index(tail[1]) + 1))
    return sequence.parse("-".join(tail[1:]))


def stands_in(name, text):
    """Whether some words stand among others, one after the other."""
    length = len(name)
    return length > 0 and any(text[at:at + length] == name for at in range(len(text) - length + 1))


def drop_editions(found):
    if "edition" in found or "movie" in found:
        for edition in EDITIONS:
            length = len(edition)
            for at in range(len(found) - length + 1) if len(found) > length else ():
                if found[at:at + length] == edition:
                    del found[at:at + length]
                    break
    if "anniversary" in found:
        at = found.index("anniversary")
        if at >= 2 and found[at + 1:at + 2] == ["edition"] and is_ordinal(found[at - 1]):
            del found[at - 1:at + 2]
    if len(found) > 2 and found[-2:] == ["a", "novel"]:
        del found[-2:]


def is_ordinal(word):
    """`10th`, `21st`, `tenth`."""
    return word.endswith("th") or "0" <= word[0] <= "9" and word.endswith(("st", "nd", "rd"))


def is_letter(word):
    return len(word) == 1 and word.isalpha()


def joined(found):
    """With blanks between the words, but none between initials: `A. I.`, `A.I.` and `AI` are one."""
    if not any(len(word) == 1 for word in found):
        return " ".join(found)
    text, after_initial = found[0], is_letter(found[0])
    for word in found[1:]:
        initial = is_letter(word)
        text += word if initial and after_initial else f" {word}"
        after_initial = initial
    return text
