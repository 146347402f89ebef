"""The locked requirements: whole, and one version of each package on every system and Python.

Only the files and the descriptions of the installed packages are read; no network is asked.
"""

import re
from functools import cache
from importlib import metadata
from itertools import product

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from dossier.model.paths import ROOT

#: What the report says it runs on, as environment markers (PyPA's dependency specifiers).
SYSTEMS = {
    "Linux": ("linux", "posix", "Linux", "x86_64"),
    "macOS": ("darwin", "posix", "Darwin", "arm64"),
    "Windows": ("win32", "nt", "Windows", "AMD64"),
}
PYTHONS = ("3.11.0", "3.11.14", "3.12.0", "3.13.0", "3.14.0")
LOCKS = {
    "requirements.txt": ("requirements.in",),
    "requirements-test.txt": ("requirements-test.in",),
}


def environment(system: str, python: str) -> dict[str, str]:
    """The markers of a system and a Python."""
    platform, name, kernel, machine = SYSTEMS[system]
    return {
        "sys_platform": platform,
        "os_name": name,
        "platform_system": kernel,
        "platform_machine": machine,
        "python_version": ".".join(python.split(".")[:2]),
        "python_full_version": python,
        "implementation_name": "cpython",
        "implementation_version": python,
        "platform_python_implementation": "CPython",
        "platform_release": "",
        "platform_version": "",
    }


ENVIRONMENTS = [environment(*pair) for pair in product(SYSTEMS, PYTHONS)]
NAMES = [" ".join(pair) for pair in product(SYSTEMS, PYTHONS)]


@cache
def locked(name: str) -> list[tuple[Requirement, list[str]]]:
    """Every pin of a lock with its hashes."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    found = []
    for line in lines:
        words, *hashes = re.split(r"\s+--hash=", line.strip())
        found.append((Requirement(words), hashes))
    return found


def asked(name: str) -> list[Requirement]:
    """The requirements that people wrote."""
    lines = (line.split("#")[0].strip() for line in (ROOT / name).read_text().splitlines())
    return [Requirement(line) for line in lines if line and not line.startswith("-")]


def pins(name: str, where: dict[str, str]) -> dict[str, list[str]]:
    """The versions that a lock gives each package in an environment."""
    found: dict[str, list[str]] = {}
    for pin, _ in locked(name):
        if pin.marker is None or pin.marker.evaluate(where):
            (only,) = pin.specifier
            found.setdefault(canonicalize_name(pin.name), []).append(only.version)
    return found


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_is_exact_and_has_hashes(name):
    """One `==` a pin, at least one SHA-256 of 64 hexadecimal digits, none twice; no host."""
    assert "://" not in (ROOT / name).read_text(encoding="utf-8")
    assert len(locked(name)) > 30
    for pin, hashes in locked(name):
        assert [s.operator for s in pin.specifier] == ["=="], pin
        assert hashes, pin
        assert len(set(hashes)) == len(hashes), pin
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", h) for h in hashes), pin


@pytest.mark.parametrize("name", LOCKS)
def test_what_is_asked_for_has_one_version_everywhere(name):
    """Each requirement has exactly one pin that satisfies it; no package has two at once."""
    for where in ENVIRONMENTS:
        found = pins(name, where)
        assert {package: v for package, v in found.items() if len(v) > 1} == {}, where
        for wanted in (r for file in LOCKS[name] for r in asked(file)):
            (version,) = found[canonicalize_name(wanted.name)]
            assert wanted.specifier.contains(version), (wanted, where)


@cache
def installed() -> dict[str, list[Requirement]]:
    """What each package of this environment asks for."""
    return {
        canonicalize_name(d.name): [Requirement(line) for line in d.requires or []]
        for d in metadata.distributions()
    }


@pytest.mark.long
@pytest.mark.parametrize("where", ENVIRONMENTS, ids=NAMES)
def test_what_packages_ask_for_is_locked_too(where):
    """Everything the installed packages need in an environment is pinned there, and fits."""
    found = pins("requirements.txt", where)
    wanted = asked("requirements.in")
    waiting = [(canonicalize_name(r.name), extra) for r in wanted for extra in ("", *r.extras)]
    seen = set()
    while waiting:
        package, extra = waiting.pop()
        if (package, extra) in seen or package not in installed():
            continue
        seen.add((package, extra))
        for need in installed()[package]:
            if need.marker and not need.marker.evaluate(where | {"extra": extra}):
                continue
            name = canonicalize_name(need.name)
            assert name in found, f"{package} needs {need}"
            if found[package] == [metadata.version(package)]:
                assert need.specifier.contains(found[name][0], prereleases=True), need
            waiting += [(name, more) for more in ("", *need.extras)]

    assert len(seen) > 80
