# Reads Surefire's reports and says what passed, failed and was skipped; skipped and failed tests with their reasons.
# Every record is one XML tag, because it is split at "<".
#   awk -f test-summary.awk -v broken=0|1 REPORT...
# broken: the build failed. Where no test failed, something else did, and that counts as one failure.
# Ends with 0 if tests ran, none failed and, where CI=true is in the environment, none was skipped.

BEGIN { RS = "<"; passed = failed = skipped = 0 }

# What tests print may look like tags.
FNR == 1 { in_case = in_text = 0 }
in_text { if (index($0, "]]>")) in_text = 0; next }
/^!\[CDATA\[/ { in_text = !index($0, "]]>"); next }

/^testcase[ \t\r\n]/ {
    total++
    in_case = 1
    name = attribute("classname") "." attribute("name")
}
/^skipped/ && in_case { outcome("skipped") }
/^(failure|error)[ \t\r\n\/>]/ && in_case { outcome("failed") }
/^\/testcase/ { in_case = 0 }

END {
    passed = total - failed - skipped
    if (broken && failed == 0) {
        failed = 1
        list["failed"] = "  the build itself, outside the tests: see above\n"
    } else if (total == 0) {
        failed = 1
        list["failed"] = "  no test ran at all\n"
    }
    print ""
    if (skipped) printf "Skipped:\n%s", list["skipped"]
    if (failed) printf "Failed:\n%s", list["failed"]
    strict = ENVIRON["CI"] == "true"
    if (strict && skipped) print "With CI=true a skipped test is a failure."
    printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
    exit failed || strict && skipped
}

function outcome(kind) {
    in_case = 0 # the first outcome of a test counts
    if (kind == "skipped") skipped++; else failed++
    list[kind] = list[kind] "  " name ": " reason() "\n"
}

function reason(    text) {
    text = attribute("message")
    if (text == "") return "no reason given"
    sub(/\n.*/, "", text)
    return length(text) > 300 ? substr(text, 1, 300) " ..." : text
}

# The value of one of this tag's attributes, its entities resolved; its own quotes are always double.
function attribute(key,    start, rest) {
    if (!match($0, "[ \t\r\n]" key "=\"")) return ""
    rest = substr($0, RSTART + RLENGTH)
    start = index(rest, "\"")
    rest = substr(rest, 1, start - 1)
    gsub(/&#10;|&#xa;/, "\n", rest)
    gsub(/&#[0-9a-fx]+;/, " ", rest)
    gsub(/&quot;/, "\"", rest)
    gsub(/&apos;/, "'", rest)
    gsub(/&lt;/, "<", rest)
    gsub(/&gt;/, ">", rest)
    gsub(/&amp;/, "\\&", rest)
    return rest
}
