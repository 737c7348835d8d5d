"""The story on disk: articles, claims and problems, in tables that outlive a run.

`StoryFolder` names what lies where; a `Writer` (one at a time) changes the tables, a `View` reads them as they stood
when it was opened. Nothing in a story is an absolute path: the folder can be copied between runs.
"""
