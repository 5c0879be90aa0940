package io.steelyard.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sites of one demo server by the host names they are bound to, as IIS has them. */
final class Bindings {
    static final String REAL_SITE = "ntrip.surveyor.lab";
    static final String REDIRECTING_SITE = "www.surveyor.lab";
    private static final String REDIRECTED_TO = "http://www.business.lab/surveyors/services";

    private final Map<String, DemoSite> sites = new LinkedHashMap<>();

    /** The two sites of the demo farm, on the server of this name. */
    Bindings(String serverName) {
        add(new DemoSite(REAL_SITE, Answer.page(serverName, REAL_SITE)));
        add(new DemoSite(REDIRECTING_SITE, Answer.redirect(REDIRECTED_TO)));
    }

    private void add(DemoSite site) {
        sites.put(site.host(), site);
    }

    Iterable<DemoSite> sites() {
        return sites.values();
    }

    /** The site bound to exactly this host name, null where there is none. */
    @Nullable
    DemoSite find(String host) {
        return sites.get(host);
    }

    /** The answer to a request with these Host fields. */
    Answer answer(List<String> hostFields) {
        DemoSite site = hostFields.size() == 1 ? find(withoutPort(hostFields.get(0))) : null;
        return site == null ? Answer.invalidHostname() : site.answer();
    }

    private static String withoutPort(String field) {
        int colon = field.indexOf(':');
        String host = colon < 0 ? field : field.substring(0, colon);
        return (host.endsWith(".") ? host.substring(0, host.length() - 1) : host).toLowerCase(Locale.ROOT);
    }
}
