# Sourced by test.sh and demo.sh: installs Debian packages, but only those whose program or file is missing.
# usage: ensure_packages "CHECK PACKAGE" ...     CHECK is a program, or a path if it begins with /
# Says what it installs. Returns 0 also when it cannot install: the tests that need a package say so and are skipped.

is_present() {
  case $1 in
    /*) compgen -G "$1" > /dev/null ;;
    *)  command -v "$1" > /dev/null 2>&1 ;;
  esac
}

ensure_packages() {
  local entry check package missing=() become=()
  for entry in "$@"; do
    read -r check package <<< "$entry"
    is_present "$check" || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  if ! command -v apt-get > /dev/null; then
    echo "missing and not installable here (no apt-get): ${missing[*]}" >&2
    return 0
  fi
  if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo > /dev/null && sudo -n true 2> /dev/null; then
      become=(sudo -n)
    else
      echo "missing: ${missing[*]}. Install with: sudo apt-get install ${missing[*]}" >&2
      return 0
    fi
  fi
  echo "installing: ${missing[*]}" >&2
  local try
  for try in 1 2 3; do
    "${become[@]}" apt-get update -qq > /dev/null 2>&1 && break
    echo "apt-get update failed (attempt $try of 3)" >&2
    sleep $((try * 3))
  done
  if ! "${become[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" > /dev/null 2>&1; then
    # One package that cannot be had must not keep the others away.
    for package in "${missing[@]}"; do
      "${become[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" > /dev/null 2>&1 ||
        echo "could not install $package: the tests that need it are skipped" >&2
    done
  fi
  return 0
}
