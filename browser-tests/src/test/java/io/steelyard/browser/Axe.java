package io.steelyard.browser;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.stream.Stream;

/** What axe finds on a page against WCAG 2.2 AA. */
final class Axe {
    private static final List<String> RULES = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    private Axe() {}

    /** Everything that is wrong with the page as it is shown now, in light and in dark, each with its place. */
    static List<String> violations(Page page) {
        return Stream.of(ColorScheme.LIGHT, ColorScheme.DARK)
                .flatMap(scheme -> in(scheme, page))
                .toList();
    }

    private static Stream<String> in(ColorScheme scheme, Page page) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        return new AxeBuilder(page)
                .withTags(RULES).setLegacyMode(true).analyze().getViolations().stream()
                        .flatMap(rule -> rule.getNodes().stream()
                                .map(node -> scheme + ": " + rule.getId() + ", " + rule.getHelp() + ", at "
                                        + node.getTarget() + " " + node.getHtml()));
    }
}
