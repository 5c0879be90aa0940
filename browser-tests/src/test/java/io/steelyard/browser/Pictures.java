package io.steelyard.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.Locale;

/** Pictures of the page, to be looked at by people. */
final class Pictures {
    private static final Path FOLDER = Path.of("target", "screenshots");

    private Pictures() {}

    /** The page in light and in dark: all of it, or what a dialog over it leaves to be seen. */
    static void of(Page page, String name) {
        boolean whole = page.locator("dialog[open]").count() == 0;
        for (ColorScheme scheme : new ColorScheme[] {ColorScheme.DARK, ColorScheme.LIGHT}) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(FOLDER.resolve(name + "-" + scheme.name().toLowerCase(Locale.ROOT) + ".png"))
                    .setFullPage(whole));
        }
    }

    /** As it was when a test failed; that this can't be had must not hide why. */
    static void failed(Page page, String test) {
        try {
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(FOLDER.resolve("failed-" + test + ".png"))
                    .setFullPage(true));
        } catch (PlaywrightException e) {
            System.err.println("no picture of the failed " + test + ": " + e.getMessage());
        }
    }
}
