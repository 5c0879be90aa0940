package io.steelyard.config;

import io.steelyard.health.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what virtual services answer themselves: each has its own settings, and after them those of {@code defaults}. A
 * page's file is read once, however many virtual services use it. Not thread-safe.
 */
final class AnswersReader {
    private final Path directory;
    private final Map<String, PageFile> files = new HashMap<>();
    private final AnswersConfig defaults;

    /** @param directory where the paths of pages begin */
    AnswersReader(Path directory, Settings defaults) {
        this.directory = directory;
        this.defaults = readGroup(defaults.group(AnswersConfig.KEY), AnswersConfig.DEFAULT);
    }

    /** What stands among a virtual service's own settings, with the defaults behind it. */
    AnswersConfig read(Settings service) {
        return readGroup(service.group(AnswersConfig.KEY), defaults).with(RedirectHttpConfig.readFrom(service));
    }

    private AnswersConfig readGroup(Settings group, AnswersConfig behind) {
        List<ErrorPageConfig> pages = new ArrayList<>();
        for (Settings page : group.groups(AnswersConfig.ERROR_PAGES, AnswersConfig.MAX_ERROR_PAGES)) {
            ErrorPageConfig read = page(page);
            if (read != null) {
                pages.add(read);
            }
        }
        pages.addAll(behind.errorPages());
        Duration retryAfter = group.get(AnswersConfig.RETRY_AFTER.or(behind.retryAfter()));
        group.end();
        return new AnswersConfig(pages, retryAfter, null);
    }

    private @Nullable ErrorPageConfig page(Settings page) {
        int before = page.problemCount();
        List<StatusRange> statuses = page.get(ErrorPageConfig.STATUS);
        String contentType = page.get(ErrorPageConfig.CONTENT_TYPE);
        PageText text = text(page);
        if (statuses.isEmpty() && page.problemCount() == before) {
            page.problem(ErrorPageConfig.STATUS.key(), "this is missing, it must be " + StatusRange.ALLOWED);
        }
        page.end();
        return page.problemCount() > before || text == null ? null : new ErrorPageConfig(statuses, text, contentType);
    }

    private @Nullable PageText text(Settings page) {
        String file = page.find(ErrorPageConfig.FILE);
        String body = page.find(ErrorPageConfig.BODY);
        if ((file == null) == (body == null)) {
            page.problem("", "this must have either a file or a body");
            return null;
        }
        try {
            return file == null ? new PageText(String.valueOf(body)) : contents(file);
        } catch (IllegalArgumentException e) {
            page.problem(
                    file == null ? ErrorPageConfig.BODY.key() : ErrorPageConfig.FILE.key(),
                    String.valueOf(e.getMessage()));
            return null;
        }
    }

    private PageText contents(String file) {
        return files.computeIfAbsent(file, name -> PageFile.read(directory, name))
                .text();
    }
}
