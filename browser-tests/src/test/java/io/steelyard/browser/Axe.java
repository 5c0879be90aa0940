package io.steelyard.browser;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.stream.Stream;

/** What axe finds on a page against WCAG 2.2 AA. */
final class Axe {
    private static final List<String> RULES = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    /** All that light and dark can differ in. */
    private static final List<String> CONTRASTS = List.of("color-contrast");

    private Axe() {}

    /** Everything that is wrong with the page as it is shown now, each with its place; and in dark, its contrasts too. */
    static List<String> violations(Page page) {
        return Stream.concat(
                        in(ColorScheme.LIGHT, page, new AxeBuilder(page).withTags(RULES)),
                        in(ColorScheme.DARK, page, new AxeBuilder(page).withRules(CONTRASTS)))
                .toList();
    }

    private static Stream<String> in(ColorScheme scheme, Page page, AxeBuilder axe) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        return axe.setLegacyMode(true).analyze().getViolations().stream()
                .flatMap(rule -> rule.getNodes().stream()
                        .map(node -> scheme + ": " + rule.getId() + ", " + rule.getHelp() + ", at " + node.getTarget()
                                + " " + node.getHtml()));
    }
}
