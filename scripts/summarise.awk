# Reads .trx files (VSTest results) and prints one tab-separated line a test that did not pass:
#   failed|skipped <tab> name <tab> first line of the reason
# and at the end of all input: counts <tab> passed <tab> failed <tab> skipped
# usage: awk -f summarise.awk FILE.trx...

function unescape(text) {
  gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&quot;/, "\"", text)
  gsub(/&#xD;|&#xA;/, " ", text); gsub(/&apos;/, "'", text); gsub(/&amp;/, "\\&", text)
  return text
}

function attribute(line, name,    start, rest) {
  start = index(line, " " name "=\"")
  if (start == 0) return ""
  rest = substr(line, start + length(name) + 3)
  return unescape(substr(rest, 1, index(rest, "\"") - 1))
}

function finish() {
  if (test == "") return
  if (outcome == "Passed") passed++
  else if (outcome == "NotExecuted") { skipped++; print "skipped\t" test "\t" reason }
  else { failed++; print "failed\t" test "\t" reason }
  test = ""
}

/<UnitTestResult / { finish(); test = attribute($0, "testName"); outcome = attribute($0, "outcome"); reason = "" }

test != "" && reason == "" && /<Message>/ {
  reason = $0
  sub(/^.*<Message>/, "", reason); sub(/<\/Message>.*$/, "", reason)
  reason = unescape(reason)
}

/<\/Results>/ { finish() }

END { finish(); print "counts\t" passed + 0 "\t" failed + 0 "\t" skipped + 0 }
