"""Reading: files of any kind → articles as stored, or the problem that kept one from being read.

Decisions that the rest relies on:

- A file's article id is its name (`path.name`); two files of the same name in different folders clash, which only the
  caller can see and settle. A record without an id is `<file name>#<line>`.
- Text and Markdown files are stored as decoded, to the last space: front matter and remnants are marked by the parser.
  A byte order mark belongs to the encoding and is not part of the text. Of a page, the extracted article is stored.
- `original` is the hash of a file's bytes, or of a record's line without its line ending.
"""

from faisceau.read.files import find_files, read_file
from faisceau.read.options import ReadOptions

__all__ = ["ReadOptions", "find_files", "read_file"]
