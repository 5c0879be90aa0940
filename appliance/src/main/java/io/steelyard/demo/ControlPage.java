package io.steelyard.demo;

/** The state of a demo server and what can be done to it, for a terminal and for a browser. */
final class ControlPage {
    private ControlPage() {}

    /** As text, with the orders to give by curl. */
    static String text(DemoServer server) {
        String url = "http://" + DemoServer.ADDRESS + ":" + server.controlPort();
        StringBuilder text = new StringBuilder(summary(server)).append('\n');
        for (DemoSite site : server.bindings().sites()) {
            text.append("site ")
                    .append(site.host())
                    .append(": ")
                    .append(state(site))
                    .append('\n');
        }
        text.append("\nOrders, such as curl -X POST ").append(url).append("/sites/");
        text.append(Bindings.REAL_SITE).append("/stop\n");
        for (DemoSite site : server.bindings().sites()) {
            text.append("  /sites/").append(site.host()).append("/stop or /start\n");
            text.append("  /pools/").append(site.host()).append("/stop or /start\n");
        }
        return text.append("  /server/stop, /reset, /silence or /start\n")
                .append("  /delay/MILLISECONDS\n")
                .toString();
    }

    /** As a page with buttons. */
    static String html(DemoServer server) {
        StringBuilder html = new StringBuilder(2048)
                .append("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(server.name())
                .append("</title><style>body{font:1rem/1.5 sans-serif;margin:2rem}form{display:inline}</style></head>")
                .append("<body><h1>Demo server ")
                .append(server.name())
                .append("</h1><p>")
                .append(summary(server))
                .append("</p>");
        for (DemoSite site : server.bindings().sites()) {
            html.append("<h2>")
                    .append(site.host())
                    .append("</h2><p>")
                    .append(state(site))
                    .append("</p>");
            button(html, "sites/" + site.host(), site.isRunning() ? "stop" : "start", "the site");
            button(html, "pools/" + site.host(), site.isPoolRunning() ? "stop" : "start", "the application pool");
        }
        html.append("<h2>The whole server</h2>");
        for (String order : new String[] {"stop", "reset", "silence", "start"}) {
            button(html, "server", order, "the server");
        }
        return html.append("</body></html>\n").toString();
    }

    private static void button(StringBuilder html, String what, String order, String name) {
        html.append("<form method=\"post\" action=\"/")
                .append(what)
                .append('/')
                .append(order)
                .append("\"><button>")
                .append(order)
                .append(' ')
                .append(name)
                .append("</button></form> ");
    }

    private static String summary(DemoServer server) {
        return server.name() + " on " + DemoServer.ADDRESS + ":" + server.port() + " is "
                + server.level().words() + ", " + server.requests() + " requests so far, answers held back by "
                + server.delay().toMillis() + " ms";
    }

    private static String state(DemoSite site) {
        return (site.isRunning() ? "running" : "stopped") + ", application pool "
                + (site.isPoolRunning() ? "running" : "stopped") + ", " + site.hits() + " hits";
    }
}
