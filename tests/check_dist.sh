#!/bin/sh
# Installs the wheel by pip and by pipx, each alone and without a network, and compares the map that they make of the
# seeds with the committed one; builds the wheel from the sdist, too, which must give the same bytes.
set -eu
python="$PWD/.venv/bin/python"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
wheel=$(ls "$PWD"/dist/*.whl)

# pipx wants a pip of its own.
sed -n '/^pip==/,/[^\\]$/p' requirements/test.txt > "$work/pip.txt"
for file in requirements/run.txt "$work/pip.txt"; do
    "$python" -m pip download --quiet --disable-pip-version-check --require-hashes --dest "$work/wheels" -r "$file"
done

# Where the kernel lets us, without any network; else pip is told not to use it.
offline=""
if unshare --user --net true 2> /dev/null; then
    offline="unshare --user --map-root-user --net"
fi
export PIP_NO_INDEX=1 PIP_FIND_LINKS="$work/wheels" PIP_DISABLE_PIP_VERSION_CHECK=1

compare() { # compare COMMAND: the map that it makes, in a folder with nothing but the seeds
    mkdir "$work/$1"
    cp -r seeds "$work/$1/"
    (cd "$work/$1" && $offline "$2" map seeds -o maps/tapalpa.html --title "Tapalpa, 22 February 2026")
    for name in tapalpa.html tapalpa.geojson tapalpa.states.geojson; do
        cmp "maps/$name" "$work/$1/maps/$name"
    done
}

"$python" -m venv "$work/pip"
$offline "$work/pip/bin/python" -m pip install --quiet "$wheel"
compare by-pip "$work/pip/bin/geomap"

PIPX_HOME="$work/pipx" PIPX_BIN_DIR="$work/pipx-bin" $offline "$python" -m pipx install --quiet --backend pip "$wheel"
compare by-pipx "$work/pipx-bin/geomap"

mkdir "$work/sdist"
tar -xzf dist/*.tar.gz -C "$work/sdist" --strip-components 1
(cd "$work/sdist" && $offline "$python" -m hatchling build -t wheel)
cmp "$wheel" "$work"/sdist/dist/*.whl
echo "The wheel, installed by pip and by pipx, and the sdist give the committed map."
