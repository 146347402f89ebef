"""The commands: build and publish a part, verify a published folder, pack a release."""

import argparse
import sys
from pathlib import Path

from dossier.model.paths import ROOT
from sphinx_dossier.publish.atomic_swap import PublishingError
from sphinx_dossier.publish.build import PARTS, publish
from sphinx_dossier.publish.manifest import faults, read_manifest


def main() -> int:
    """Run one command; 0 if all is well."""
    parser = argparse.ArgumentParser(prog="sphinx_dossier.publish", description=__doc__)
    parser.add_argument("command", choices=[*PARTS, "verify", "release"])
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "_build" / "html")
    options = parser.parse_args()
    if options.command == "verify":
        return verify(options.folder)
    try:
        if options.command == "release":
            return _release()
        return publish(options.command)
    except PublishingError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped; what was published is as it was", file=sys.stderr)
        return 130


def verify(folder: Path) -> int:
    """Say whether a folder is what its manifest says; 1 and every difference if not."""
    found = faults(folder)
    if found:
        count = f"{len(found)} difference{'s' if len(found) > 1 else ''}"
        print("\n".join([f"{count} from the manifest", *found]), file=sys.stderr)
        return 1
    manifest = read_manifest(folder)
    outputs = manifest["outputs"].values()
    size = sum(about["bytes"] for about in outputs)
    version = manifest["report"]["version"]
    print(f"{manifest['part']} of version {version}: {len(outputs)} files, {size} bytes, as made")
    print(f"inputs {manifest['inputs']['digest']}")
    return 0


def _release() -> int:
    """Publish the pages if they are not those of the present files, and pack them."""
    from sphinx_dossier.publish.release_archive import release  # others need no zip

    if code := publish("html"):
        return code
    archive = release()
    print(f"_build/release/{archive.name}: {archive.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
