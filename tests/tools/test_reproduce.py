"""Comparing two builds byte by byte."""

from reproduce import differences


def test_the_first_difference_of_two_folders_is_named(tmp_path):
    """A file of one side alone, and the first unlike byte with what stands around it."""
    for name, words in (("one", "ab"), ("two", "ac")):
        folder = tmp_path / name / "_build" / "html"
        folder.mkdir(parents=True)
        (folder / "page").write_text(words)
        (folder / "equal").write_text("same")
    (folder / "more").touch()

    found = list(differences(tmp_path / "one/_build/html", folder))

    assert found == ["more: only in two", "page: byte 1: b'ab' and b'ac'"]
