package io.steelyard.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.steelyard.config.PathChange.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a configuration holds, writing and reading it changes nothing. */
class ConfigTreeTest {
    private static final String[] STRANGE = {
        "",
        " ",
        "true",
        "no",
        "NULL",
        "~",
        "123",
        "-0",
        "0x1F",
        "1_000",
        "1e3",
        "1.5",
        ".5",
        "5.",
        "12:30:45",
        "::1",
        "2001:db8::1",
        "192.0.2.1",
        "192.0.2.1:80",
        "a: b",
        "a #b",
        "# c",
        "- d",
        "*e",
        "&f",
        "!g",
        "%h",
        "@i",
        "`j",
        "'k'",
        "\"l\"",
        "[m]",
        "{n}",
        "o,p",
        "|",
        ">",
        "?",
        "q\nr",
        "q\n",
        "\n q",
        "\t",
        "s\tt",
        "u ",
        " v",
        "w\\x",
        "\u0000",
        "\u0007",
        "\u0085",
        "\u00a0",
        "\u2028",
        "\ufeff",
        "ä€",
        "\ud83d\ude00",
        "---",
        "...",
        "=",
        "<<",
        "2026-01-01",
        "1d",
        "5s",
        "^http://www\\.business\\.lab/",
        "x: |\n  y",
        "\r\n",
        "very long ".repeat(50)
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void a_tree_of_anything_is_read_back_as_it_was_written(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            ConfigTree tree = ConfigTree.of(map(random, 4));

            assertThat(YamlReader.read(tree.yaml()).root()).as(tree.yaml()).isEqualTo(tree.root());
        }
    }

    @Test
    void every_strange_text_is_read_back_as_a_value_and_as_a_name() {
        for (String text : STRANGE) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("value", text);
            values.put("list", List.of(text, text));
            if (!text.isEmpty() && text.length() < 100) {
                values.put("n" + text, text);
                values.put(text, 1L);
            }
            ConfigTree tree = ConfigTree.of(values);

            YamlTree read = YamlReader.read(tree.yaml());
            assertThat(read.problems()).as(tree.yaml()).isEmpty();
            assertThat(read.root()).as(tree.yaml()).isEqualTo(tree.root());
        }
    }

    @Test
    void what_is_usual_is_written_as_a_person_would() {
        ConfigTree tree = ConfigTree.of(YamlReader.read("""
                virtualServices:
                - {name: shop, address: 192.0.2.1, port: 80, health: {interval: 5s},
                   realServers: [{address: 192.0.2.21, weight: 1000, enabled: false}], path: /a-b/c.html}
                """).root());

        assertThat(tree.yaml()).isEqualTo("""
                virtualServices:
                  - name: shop
                    address: 192.0.2.1
                    port: 80
                    health:
                      interval: 5s
                    realServers:
                      - address: 192.0.2.21
                        weight: 1000
                        enabled: false
                    path: /a-b/c.html
                """);
    }

    @Test
    void numbers_from_json_are_those_that_a_file_gives() {
        ConfigTree tree = ConfigTree.of(Map.of("a", 5));

        assertThat(tree.get("a")).isEqualTo(5L);
    }

    @Test
    void what_no_file_can_hold_is_refused_with_its_path() {
        assertThatThrownBy(() -> ConfigTree.of(Map.of("a", List.of(1, Double.NaN))))
                .hasMessageStartingWith("a[1]: ");
        assertThatThrownBy(() -> ConfigTree.of(Map.of("a", Map.of("b", "\ud800"))))
                .hasMessageStartingWith("a.b: ");
        assertThatThrownBy(() -> ConfigTree.of(Map.of("a", Map.of("", 1)))).hasMessageStartingWith("a.: ");
        assertThatThrownBy(() -> ConfigTree.of(Map.of("a", 1e300))).hasMessageStartingWith("a: ");
        assertThatThrownBy(() -> ConfigTree.of(deep(40))).hasMessageContaining("nested deeper");
    }

    @Test
    void changes_are_found_by_the_names_of_things_and_not_by_their_places() {
        ConfigTree before = tree("""
                admin: { port: 1 }
                list:
                  - { name: a, servers: [{ address: 192.0.2.1, port: 80, weight: 1 }, { address: 192.0.2.2, port: 80 }] }
                  - { name: b, codes: [1, 2] }
                """);
        ConfigTree after = tree("""
                list:
                  - { name: c }
                  - { name: b, codes: [1, 3] }
                  - { name: a, servers: [{ address: 192.0.2.2, port: 80 }, { address: 192.0.2.1, port: 80, weight: 2 }] }
                """);

        assertThat(before.changesTo(after))
                .extracting(PathChange::path, PathChange::kind)
                .containsExactly(
                        tuple("admin", Kind.REMOVED),
                        tuple("list[a].servers[192.0.2.1:80].weight", Kind.CHANGED),
                        tuple("list[a].servers", Kind.REORDERED),
                        tuple("list[b].codes", Kind.CHANGED),
                        tuple("list[c]", Kind.ADDED),
                        tuple("list", Kind.REORDERED));
        assertThat(before.changesTo(before)).isEmpty();
    }

    private static ConfigTree tree(String yaml) {
        return ConfigTree.of(YamlReader.read(yaml).root());
    }

    private static Map<String, Object> deep(int levels) {
        return levels == 0 ? Map.of() : Map.of("a", deep(levels - 1));
    }

    private static Map<String, Object> map(Random random, int depth) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            map.put(name(random), value(random, depth));
        }
        return map;
    }

    private static String name(Random random) {
        String name = random.nextInt(4) == 0 ? text(random) : "name" + random.nextInt(20);
        return name.isEmpty() || name.length() > 100 ? "short" : name;
    }

    private static Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 5)) {
            case 0 -> random.nextInt();
            case 1 -> random.nextInt(10000) / 100.0;
            case 2 -> random.nextBoolean();
            case 3, 4 -> text(random);
            case 5 -> {
                List<Object> list = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(value(random, depth - 1));
                }
                yield list;
            }
            default -> map(random, depth - 1);
        };
    }

    private static String text(Random random) {
        if (random.nextInt(3) > 0) {
            return Arrays.asList(STRANGE).get(random.nextInt(STRANGE.length));
        }
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            int point = random.nextInt(4) == 0 ? random.nextInt(0x3000) : ' ' + random.nextInt(95);
            text.appendCodePoint(point);
        }
        return text.toString();
    }
}
