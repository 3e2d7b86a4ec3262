import type { ProblemTexts } from './problem-text.ts';

/** Tells every problem of a manifest, and what to do about it, in English. */
export const en: ProblemTexts = {
  'file-too-large': {
    message: 'The file has {size} bytes; at most {limit} are read.',
    remedy: 'Move long texts into files of the release and link to them.',
  },
  'file-not-utf8': {
    message: 'The file is not valid UTF-8 from here on.',
    remedy: 'Save it again with the encoding UTF-8.',
  },
  'file-empty': {
    message: 'The file holds no manifest.',
    remedy: 'Write one with “nforge init”, or start from an example.',
  },
  'character-refused': {
    message: 'The character {character} is not allowed: it is invisible or changes the order in which a text is shown.',
    remedy: 'Delete it. Arabic and Latin text can stand in one line without it.',
  },
  'yaml-syntax': {
    message: 'This is not YAML ({reason}).',
    remedy: 'Check indentation, colons and quotation marks on this line and the one before it.',
  },
  'yaml-indentation': {
    message: 'The indentation does not fit the lines around it.',
    remedy: 'Indent all members of one map or list by the same number of spaces.',
  },
  'yaml-tab': {
    message: 'A tab is used for indentation.',
    remedy: 'YAML indents with spaces only: replace each tab with two spaces.',
  },
  'yaml-unclosed': {
    message: 'A quotation mark, bracket or brace is opened and not closed, or a comma is missing.',
    remedy: 'Close it, or put the comma between the two values.',
  },
  'yaml-no-colon': {
    message: 'A key without its colon, or a text that goes on in a line of its own.',
    remedy: 'Write “key: value” with an ordinary “:” and a space after it; put a text of several lines below “key: |”.',
  },
  'yaml-nested': {
    message: 'A second “key: value” stands where only one can.',
    remedy: 'Put a text that holds “: ” between quotation marks; begin a key in the column of the keys beside it.',
  },
  'yaml-after-quote': {
    message: 'The text goes on after its closing quotation mark.',
    remedy: 'Put a text that holds an apostrophe between double quotation marks; or close the one opened before.',
  },
  'yaml-first-character': {
    message: 'A text without quotation marks cannot begin with this character.',
    remedy: 'Put the whole text between quotation marks.',
  },
  'yaml-alias': {
    message: 'The alias {text} is not allowed.',
    remedy: 'Write the value here again: a manifest says everything where it is read.',
  },
  'yaml-anchor': {
    message: 'The anchor {text} is not allowed.',
    remedy: 'Delete it, and write values that are used twice twice.',
  },
  'yaml-tag': {
    message: 'The tag {text} is not allowed.',
    remedy: 'Delete it. A number that is meant as a text goes between quotation marks.',
  },
  'yaml-merge-key': {
    message: 'The merge key “<<” is not allowed.',
    remedy: 'Write the members of the other map here.',
  },
  'yaml-directive': {
    message: 'The directive {text} is not allowed.',
    remedy: 'Delete the line: a manifest is always YAML 1.2.',
  },
  'yaml-documents': {
    message: 'A second document begins here.',
    remedy: 'Keep one document in the file and delete the line “---”.',
  },
  'yaml-too-deep': {
    message: 'Maps and lists nest more than {limit} levels deep.',
    remedy: 'Remove brackets, braces, dashes or question marks that were not meant.',
  },
  'yaml-too-many-tokens': {
    message: 'The file has more than {limit} marks and words.',
    remedy: 'Shorten it: no manifest needs so many members.',
  },
  'duplicate-key': {
    message: 'The key “{key}” stands twice in this map.',
    remedy: 'Keep one of the two.',
  },
  'key-not-text': {
    message: 'A key must be a text; here it is a list, a map or nothing.',
    remedy: 'Write a word followed by a colon.',
  },
  'unknown-key': {
    message: 'The key “{key}” is unknown here.',
    remedy: 'Delete it, or look it up in the specification of the manifest.',
    nearest: 'Did you mean “{nearest}”?',
  },
  'missing-key': {
    message: '“{key}” is missing.',
    remedy: 'Add it to this map.',
  },
  'required-when': {
    message: '“{key}” is required, because “{condition}” is “{value}”.',
    remedy: 'Add it, or correct “{condition}”.',
  },
  'schema-version-unsupported': {
    message: 'This manifest has schemaVersion {value}; this version of the software reads {supported}.',
    remedy: 'Update nforge, or write “schemaVersion: {supported}”.',
  },
  'value-missing': {
    message: 'The key has no value.',
    remedy: 'Write the value after the colon, or delete the key.',
  },
  'value-unknown': {
    message: '“{value}” is not one of the values allowed here.',
    remedy: 'Choose one of: {allowed}.',
    nearest: 'Did you mean “{nearest}”? Allowed are: {allowed}.',
  },
  'expected-text': {
    message: 'A text is expected here.',
    remedy: 'Write a text; put a number or a word such as true between quotation marks.',
  },
  'expected-number': {
    message: 'A number is expected here.',
    remedy: 'Write a number without quotation marks and without a unit.',
  },
  'expected-boolean': {
    message: 'true or false is expected here.',
    remedy: 'Write true or false without quotation marks.',
  },
  'expected-list': {
    message: 'A list is expected here.',
    remedy: 'Write each item on its own line after “- ”, or all between [ and ].',
  },
  'expected-map': {
    message: 'A map of keys and values is expected here.',
    remedy: 'Write indented lines “key: value”; a text in several languages is a map such as “fr: …” and “ar: …”.',
  },
  'language-missing': {
    message: 'The text is given neither in Arabic nor in French.',
    remedy: 'Add “ar:” or “fr:”.',
  },
  'text-empty': {
    message: 'The text is empty.',
    remedy: 'Write it, or delete the key.',
  },
  'text-too-long': {
    message: 'The text has {length} characters; at most {limit} are allowed.',
    remedy: 'Shorten it; what is longer belongs into the description.',
  },
  'text-marks': {
    message: 'The text piles up combining marks.',
    remedy: 'Delete the marks that no reader needs.',
  },
  'text-line-break': {
    message: 'The text must be a single line without tabs.',
    remedy: 'Join the lines; for a folded text write “>-” instead of “>” or “|”.',
  },
  'list-empty': {
    message: 'The list is empty.',
    remedy: 'Add at least one item, or delete the key if it is optional.',
  },
  'list-too-long': {
    message: 'There are {length} items; at most {limit} are allowed.',
    remedy: 'Keep the most important ones.',
  },
  'list-duplicate': {
    message: '“{value}” stands twice in the list.',
    remedy: 'Keep it once.',
  },
  'code-invalid': {
    message: '“{value}” is not a code.',
    remedy:
      'Use lower-case Latin letters, digits and single hyphens, beginning with a letter, at most 64: “data-protection”.',
  },
  'name-invalid': {
    message: '“{name}” is not a valid name.',
    remedy:
      'Write agency/name in lower-case Latin letters, digits and single hyphens, each part beginning with a letter, at most 40 and 64 characters.',
  },
  'name-reserved': {
    message: 'The name “{name}” is reserved.',
    remedy: 'Choose another one.',
  },
  'version-invalid': {
    message: '“{version}” is not a semantic version.',
    remedy:
      'Write three numbers in the digits 0 to 9, such as 1.4.0 or 2.0.0-beta.1, without “v” and without “+…”, at most 64 characters.',
  },
  'channel-invalid': {
    message: '“{channel}” is not a valid channel.',
    remedy:
      'Use lower-case Latin letters, digits and hyphens, beginning with a letter, at most 32, and nothing that reads as a version range.',
  },
  'selector-invalid': {
    message: '“{selector}” is neither a version, nor a range, nor a channel.',
    remedy: 'Write for instance agency/name@1.2.0, agency/name@^1.2 or agency/name@beta.',
  },
  'range-invalid': {
    message: '“{value}” is not a range of versions.',
    remedy: 'Write for instance ^1.2.0, ~1.2 or >=1.2 <3.',
  },
  'dependency-self': {
    message: '“{name}” depends on itself.',
    remedy: 'Delete this line.',
  },
  'date-invalid': {
    message: '“{value}” is not a day of the calendar.',
    remedy: 'Write year, month and day: 2026-01-31.',
  },
  'dates-reversed': {
    message: '“until” ({until}) is not after “from” ({from}).',
    remedy: '“until” is the first day on which the rule no longer applies: write a later day.',
  },
  'duration-invalid': {
    message: '“{value}” is not an ISO 8601 duration.',
    remedy: 'Write for instance P5Y (five years), P18M (18 months) or P0D (not kept).',
  },
  'url-invalid': {
    message: '“{value}” is not a web address.',
    remedy: 'Write a whole address that begins with https:// or http://, without spaces, user name or password.',
  },
  'uri-invalid': {
    message: '“{value}” is neither a web address nor a URN.',
    remedy: 'Write for instance https://agency.example or urn:example:agency.',
  },
  'path-invalid': {
    message: '“{value}” is not a path inside the release.',
    remedy:
      'Write a relative path with “/” between folders, without “.”, “..” or “\\”, and at most 200 characters; only vectors may use * and ?, and ** as a whole folder.',
  },
  'path-not-nfc': {
    message: 'The path “{value}” is not in the Unicode form NFC.',
    remedy: 'Type the accented letters of the path again, or rename the file without them.',
  },
  'path-not-json': {
    message: '“{value}” does not name a JSON file.',
    remedy: 'The path must end with .json (in vectors also with *).',
  },
  'entry-function': {
    message: '“{value}” does not name a Python file and a function in it.',
    remedy: 'Write them with a colon between, such as main.py:run.',
  },
  'email-invalid': {
    message: '“{value}” is not a mail address.',
    remedy: 'Write the address of a role mailbox: support@agency.example.',
  },
  'language-tag-invalid': {
    message: '“{value}” is not a BCP 47 language tag in its usual form.',
    remedy: 'Write for instance ar, fr, zgh or ar-MA.',
    nearest: 'Write “{nearest}”.',
  },
  'license-invalid': {
    message: '“{value}” is not an SPDX licence expression.',
    remedy: 'Write an identifier, or several joined by AND, OR or WITH: “EUPL-1.2” or “MIT OR Apache-2.0”.',
  },
  'license-unknown': {
    message: 'The licence “{value}” is not on the SPDX list.',
    remedy: 'Choose an identifier from the SPDX list, for instance EUPL-1.2, MIT or CC-BY-4.0.',
    nearest: 'Did you mean “{nearest}”?',
  },
  'license-deprecated': {
    message: 'The identifier “{value}” is deprecated, because it does not say whether later versions apply.',
    remedy: 'Write “-only” or “-or-later” after it.',
    nearest: 'Write “{nearest}”.',
  },
  'problems-cut': {
    message: '{left} more problems follow from here on.',
    remedy: 'Correct the ones above first.',
  },
};
