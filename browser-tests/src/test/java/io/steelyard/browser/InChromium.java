package io.steelyard.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests their {@link Page}s. One browser serves all tests; each page that a test asks for is a visitor of its own,
 * who shares nothing with the others. A test fails when its page threw an exception or broke its
 * Content-Security-Policy; when a test fails, what its pages looked like is in {@code target/screenshots}.
 */
final class InChromium implements ExecutionCondition, ParameterResolver, AfterTestExecutionCallback {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Namespace NAMESPACE = Namespace.create(InChromium.class);

    /** How long is waited for what should come: for a machine that does much else at the same time. */
    private static final double AMPLE_MILLIS = 20_000;

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return Files.isExecutable(CHROMIUM)
                ? ConditionEvaluationResult.enabled("there is a browser")
                : ConditionEvaluationResult.disabled(CHROMIUM + " is not there: install the package chromium");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Page.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Open open = context.getRoot().getStore(NAMESPACE).computeIfAbsent(Open.class, key -> Open.now(), Open.class);
        Visit visit = Visit.in(open.browser());
        visits(context).add(visit);
        return visit.page();
    }

    /** Before the test's own end, so that the appliance is still there to be seen. */
    @Override
    public void afterTestExecution(ExtensionContext context) {
        Visits visits = visits(context);
        if (context.getExecutionException().isPresent()) {
            visits.picture(context.getRequiredTestClass().getSimpleName() + "."
                    + context.getRequiredTestMethod().getName());
        } else {
            visits.mustHaveGoneWell();
        }
    }

    private static Visits visits(ExtensionContext context) {
        return context.getStore(NAMESPACE).computeIfAbsent(Visits.class, key -> new Visits(), Visits.class);
    }

    /** The browser and what drives it, open until the last test has ended. */
    private record Open(Playwright playwright, Browser browser) implements AutoCloseable {
        static Open now() {
            PlaywrightAssertions.setDefaultAssertionTimeout(AMPLE_MILLIS);
            Playwright playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            Browser browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(CHROMIUM)
                            .setHeadless(true)
                            .setArgs(List.of(
                                    "--no-sandbox",
                                    "--disable-gpu",
                                    "--disable-background-networking",
                                    "--no-first-run",
                                    "--disable-sync")));
            return new Open(playwright, browser);
        }

        @Override
        public void close() {
            browser.close();
            playwright.close();
        }
    }

    /** One visitor: a browser context with one page, and what went wrong in it. */
    private record Visit(BrowserContext context, Page page, List<String> wrongs) {
        static Visit in(Browser browser) {
            BrowserContext context = browser.newContext(
                    new Browser.NewContextOptions().setViewportSize(1280, 900).setIgnoreHTTPSErrors(true));
            context.setDefaultTimeout(AMPLE_MILLIS);
            Page page = context.newPage();
            List<String> wrongs = new ArrayList<>();
            page.onPageError(wrongs::add);
            page.onConsoleMessage(message -> {
                if (message.text().contains("Content Security Policy")) {
                    wrongs.add(message.text());
                }
            });
            return new Visit(context, page, wrongs);
        }
    }

    /** All visitors of one test. */
    private static final class Visits implements AutoCloseable {
        private final List<Visit> visits = new ArrayList<>();

        void add(Visit visit) {
            visits.add(visit);
        }

        void picture(String test) {
            for (int i = 0; i < visits.size(); i++) {
                Pictures.failed(visits.get(i).page(), test + "-" + (i + 1));
            }
        }

        void mustHaveGoneWell() {
            List<String> wrongs =
                    visits.stream().flatMap(visit -> visit.wrongs().stream()).toList();
            if (!wrongs.isEmpty()) {
                throw new AssertionError("The page's own code went wrong: " + wrongs);
            }
        }

        @Override
        public void close() {
            visits.forEach(visit -> visit.context().close());
        }
    }
}
