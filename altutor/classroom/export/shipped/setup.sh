#!/usr/bin/env bash
# Gradescope runs this once, as root, when the autograder is built: it installs altutor outside of /autograder.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive
source=/autograder/source
home=/opt/altutor

apt-get update
apt-get install -y --no-install-recommends bubblewrap ca-certificates

python=
for candidate in python3 python3.13 python3.12 python3.11; do
    apt-get install -y --no-install-recommends "$candidate" "$candidate-venv" || continue
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "There is no Python 3.11 or later here: choose a later base image under Configure Autograder." >&2
    exit 1
fi

"$python" -m venv "$home"
cd "$source" # requirements.txt names the wheel beside it
"$home/bin/python" -m pip install --no-cache-dir -r requirements.txt
cd /
ALTUTOR_CACHE="$home/cache" "$home/bin/python" -I -m altutor.classroom.export.autograder prepare "$source"

# Students' code runs as another user: it must not read the assignment with its seed.
chown -R root:root "$source"
chmod -R go= "$source"
