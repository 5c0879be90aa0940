package io.steelyard.config;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.steelyard.config.YamlTree.YamlProblem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads a YAML text event by event into a {@link YamlTree}. It takes the plain part of YAML 1.1: one document of
 * groups, lists and scalars. Anchors, aliases and tags are refused, so nothing can unfold to more than was written;
 * depth, key length and number of values are bounded. A number is what is written as one without tricks: {@code 0123},
 * {@code 0x1F} and {@code 1_000} stay text, so that the setting's reader can refuse them in words.
 */
final class YamlReader {
    static final int MAX_DEPTH = 32;
    static final int MAX_KEY_LENGTH = 128;
    static final int MAX_VALUES = 200_000;
    private static final int MAX_PROBLEMS = 1000;
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9]\\d{0,17})");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9]\\d{0,14})\\.\\d{1,15}");

    /** Ends the reading at a place where nothing after it can be trusted. */
    private static final class Stop extends IOException {
        private static final long serialVersionUID = 1L;

        Stop(String message) {
            super(message);
        }
    }

    private final YAMLParser parser;
    private final List<YamlProblem> problems = new ArrayList<>();
    private int values;

    private YamlReader(YAMLParser parser) {
        this.parser = parser;
    }

    /** Never throws for any text; what is wrong with it is in the tree's problems. */
    static YamlTree read(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Math.max(1, text.length()));
        YAMLFactory factory = YAMLFactory.builder()
                .loaderOptions(options)
                .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
                .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNameLength(Math.max(1, text.length()))
                        .maxStringLength(Math.max(1, text.length()))
                        .build())
                .build();
        Positions positions = new Positions(1);
        try (YAMLParser parser = factory.createParser(text)) {
            return new YamlReader(parser).document(positions);
        } catch (IOException | YAMLException e) {
            return new YamlTree(Map.of(), positions, List.of(SyntaxWords.of(e, 1)));
        }
    }

    private YamlTree document(Positions positions) {
        Map<String, @Nullable Object> root = Map.of();
        try {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_OBJECT) {
                refuseSpecials("");
                root = map("", positions);
            } else if (first != null && first != JsonToken.VALUE_NULL) {
                throw new Stop("the file must hold settings, each with its name and a ':', such as 'virtualServices:'");
            }
            if (parser.nextToken() != null) {
                throw new Stop("a second document begins here, but the file must hold one only");
            }
        } catch (Stop e) {
            problem("", String.valueOf(e.getMessage()));
        } catch (IOException | YAMLException e) {
            problems.add(SyntaxWords.of(e, line()));
        }
        return new YamlTree(root, positions, List.copyOf(problems));
    }

    private Map<String, @Nullable Object> map(String path, Positions positions) throws IOException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            int line = line();
            String keyPath = path.isEmpty() ? key : path + "." + key;
            if (key.length() > MAX_KEY_LENGTH) {
                throw new Stop("the name of a setting is longer than " + MAX_KEY_LENGTH + " characters");
            }
            Positions before = positions.find(key);
            if (before != null) {
                problem(keyPath, "this stands in line " + before.line() + " already, write it once");
            }
            parser.nextToken();
            Object value = value(keyPath, before == null ? positions.add(key, line) : new Positions(line));
            if (before == null) {
                map.put(key, value);
            }
        }
        return Collections.unmodifiableMap(map);
    }

    private List<@Nullable Object> list(String path, Positions positions) throws IOException {
        List<@Nullable Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            String segment = "[" + list.size() + "]";
            list.add(value(path + segment, positions.add(segment, line())));
        }
        return Collections.unmodifiableList(list);
    }

    private @Nullable Object value(String path, Positions positions) throws IOException {
        values++;
        if (values > MAX_VALUES) {
            throw new Stop("the file holds more than " + MAX_VALUES + " values");
        }
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new Stop("the file ends in the middle of a group");
        }
        refuseSpecials(path);
        return switch (token) {
            case START_OBJECT -> map(path, positions);
            case START_ARRAY -> list(path, positions);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
            default -> parser.getText();
        };
    }

    /** What a plain text stands for that looks like a number: a number, or the text where it is none. */
    static Object number(String text) {
        if (INTEGER.matcher(text).matches()) {
            return Long.valueOf(text);
        }
        return DECIMAL.matcher(text).matches() ? (Object) Double.valueOf(text) : text;
    }

    private void refuseSpecials(String path) throws IOException {
        if (parser.isCurrentAlias()) {
            problem(path, "an alias ('*') cannot be used here, write the settings out");
        } else if (parser.currentToken().isStructStart() && parser.getObjectId() != null) {
            problem(path, "an anchor ('&') cannot be used here, write the settings out where they are wanted");
        }
        String tag = parser.getTypeId();
        if (tag != null && !tag.isEmpty() && !tag.equals("!")) {
            problem(path, "a YAML tag ('!') cannot be used here, leave it out");
        }
    }

    private int line() {
        return Math.max(1, parser.currentTokenLocation().getLineNr());
    }

    private void problem(String path, String message) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(new YamlProblem(line(), path, message));
        }
    }
}
