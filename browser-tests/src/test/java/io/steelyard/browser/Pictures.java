package io.steelyard.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;

/** Pictures of the page, to be looked at by people. */
final class Pictures {
    private static final Path FOLDER = Path.of("target", "screenshots");

    private Pictures() {}

    /** The whole page in light and in dark. */
    static void of(Page page, String name) {
        for (ColorScheme scheme : new ColorScheme[] {ColorScheme.DARK, ColorScheme.LIGHT}) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(FOLDER.resolve(name + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT) + ".png"))
                    .setFullPage(true));
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
