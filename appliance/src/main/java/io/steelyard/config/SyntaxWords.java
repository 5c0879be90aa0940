package io.steelyard.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.steelyard.config.YamlTree.YamlProblem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Says a YAML parser's complaint in words that help somebody who never read YAML's grammar. */
final class SyntaxWords {

    private static final String NEVER_CLOSED = "unexpected end of stream";

    /** What the parser's sentence holds, and what is said instead; the first that fits counts. */
    private static final List<Map.Entry<String, String>> WORDS = List.of(
            Map.entry("'\\t(tab)'", "a tab stands here, write spaces instead"),
            Map.entry(NEVER_CLOSED, "a quotation mark that was opened here is never closed"),
            Map.entry(
                    "mapping values are not allowed",
                    "a ':' cannot stand here; is this line, or the one above, indented wrongly?"),
            Map.entry(
                    "could not find expected ':'",
                    "a setting's name must be followed by ':' and a space, there is none here"),
            Map.entry("expected a field name", "the name of a setting must be plain text"),
            Map.entry("expected ',' or ']'", "a list that began with '[' needs a ',' or ']' here"),
            Map.entry("expected ',' or '}'", "a group that began with '{' needs a ',' or '}' here"),
            Map.entry("expected <block end>", "this line does not fit the lines above; is it indented wrongly?"),
            Map.entry("expected the node content", "a value is missing here, or a sign stands where none can"),
            Map.entry("undefined alias", "an alias ('*') cannot be used here, write the settings out"),
            Map.entry("while scanning an alias", "an alias ('*') cannot be used here; put text with a '*' in quotes"),
            Map.entry("while scanning an anchor", "an anchor ('&') cannot be used here; put text with a '&' in quotes"),
            Map.entry(
                    "escape character",
                    "a '\\' in double quotes begins an unknown escape; write '\\\\' or single quotes"),
            Map.entry("special characters are not allowed", "a control character stands in the file, remove it"),
            Map.entry("cannot start any token", "a value cannot begin with this sign; put the value in quotes"));

    private SyntaxWords() {}

    /** @param line where the parser was, for complaints that do not say */
    static YamlProblem of(Exception complaint, int line) {
        if (complaint instanceof StreamConstraintsException) {
            return new YamlProblem(line, "", "groups and lists are nested deeper than " + YamlReader.MAX_DEPTH);
        }
        MarkedYAMLException marked = marked(complaint);
        if (marked == null) {
            return new YamlProblem(lineOf(complaint, line), "", sentence(String.valueOf(complaint.getMessage())));
        }
        String said = marked.getContext() + "; " + marked.getProblem();
        Mark mark = said.contains(NEVER_CLOSED) ? marked.getContextMark() : marked.getProblemMark();
        return mark == null
                ? new YamlProblem(line, "", sentence(said))
                : new YamlProblem(mark.getLine() + 1, "", sentence(said) + " (column " + (mark.getColumn() + 1) + ")");
    }

    private static @Nullable MarkedYAMLException marked(Throwable complaint) {
        int depth = 0;
        for (Throwable t = complaint; t != null && depth < 8; t = t.getCause()) {
            if (t instanceof MarkedYAMLException found) {
                return found;
            }
            depth++;
        }
        return null;
    }

    private static int lineOf(Exception complaint, int line) {
        JsonLocation location = complaint instanceof JsonProcessingException json ? json.getLocation() : null;
        return location == null || location.getLineNr() < 1 ? line : location.getLineNr();
    }

    private static String sentence(String said) {
        String folded = said.toLowerCase(Locale.ROOT);
        for (Map.Entry<String, String> words : WORDS) {
            if (folded.contains(words.getKey())) {
                return words.getValue();
            }
        }
        return "this is not YAML that can be read: " + said.lines().findFirst().orElse("");
    }
}
