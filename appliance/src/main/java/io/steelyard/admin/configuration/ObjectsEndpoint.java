package io.steelyard.admin.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.steelyard.admin.Endpoint;
import io.steelyard.admin.JsonAnswer;
import io.steelyard.admin.Slowly;
import io.steelyard.admin.Unfit;
import io.steelyard.admin.Who;
import io.steelyard.config.ConfigReader;
import io.steelyard.config.Secrets;
import io.steelyard.service.change.Changes;
import io.steelyard.service.change.Standing;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Virtual services, their real servers and health checks as objects of their own: read, added, replaced, changed by JSON
 * merge patch, removed. Each has the revision of the whole configuration as its ETag, for it is that which changes.
 */
public final class ObjectsEndpoint implements Endpoint {
    private static final String SERVICES = "/api/v1/virtual-services";
    private static final String SERVICE = SERVICES + "/{name}";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Editing editing;
    private final Who who;

    public ObjectsEndpoint(Changes changes, Secrets secrets, Who who) {
        this.editing = new Editing(changes, secrets);
        this.who = who;
    }

    /** Finds what a path names. */
    @FunctionalInterface
    private interface Finder {
        Spot find(ServiceRequestContext ctx, Standing standing) throws Unfit;
    }

    /** Makes one object of another; null for one that is new. */
    @FunctionalInterface
    private interface Edit {
        Map<?, ?> of(@Nullable Map<?, ?> before, Map<?, ?> sent);
    }

    @Override
    public void route(ServerBuilder builder) {
        objects(builder, SERVICES, "/{name}", Spots::services, Spots::service);
        objects(builder, SERVICE + "/real-servers", "/{realServer}", Spots::servers, Spots::server);
        objects(builder, SERVICE + "/health-checks", "/{index}", Spots::checks, Spots::check);
    }

    private void objects(ServerBuilder builder, String list, String item, Finder end, Finder one) {
        String path = list + item;
        builder.route().get(list).build(Slowly.answer((ctx, request) -> list(ctx, end)));
        builder.route()
                .post(list)
                .maxRequestLength(ConfigReader.MAX_BYTES)
                .build(Slowly.answer((ctx, request) -> add(ctx, request, end)));
        builder.route().get(path).build(Slowly.answer((ctx, request) -> read(ctx, one)));
        builder.route()
                .put(path)
                .maxRequestLength(ConfigReader.MAX_BYTES)
                .build(Slowly.answer((ctx, request) ->
                        change(ctx, request, one, ConfigBody.object(request), (before, sent) -> sent)));
        builder.route()
                .patch(path)
                .maxRequestLength(ConfigReader.MAX_BYTES)
                .build(Slowly.answer(
                        (ctx, request) -> change(ctx, request, one, ConfigBody.patch(request), MergePatch::applied)));
        builder.route().delete(path).build(Slowly.answer((ctx, request) -> remove(ctx, request, one)));
    }

    private HttpResponse list(ServiceRequestContext ctx, Finder end) throws Unfit {
        Standing standing = editing.standing();
        Spot spot = end.find(ctx, standing);
        List<Object> shown = new ArrayList<>();
        for (Object item : spot.items(standing.tree().root())) {
            shown.add(item instanceof Map<?, ?> object ? hidden(object, spot) : item);
        }
        return answer(standing, shown);
    }

    private HttpResponse read(ServiceRequestContext ctx, Finder one) throws Unfit {
        Standing standing = editing.standing();
        Spot spot = one.find(ctx, standing);
        return answer(
                standing,
                hidden(Objects.requireNonNull(spot.object(standing.tree().root())), spot));
    }

    private Map<String, @Nullable Object> hidden(Map<?, ?> object, Spot spot) {
        return editing.secrets().hiddenIn(object, spot.shape());
    }

    private static HttpResponse answer(Standing standing, Object value) {
        ResponseHeaders headers = ResponseHeaders.of(
                HttpStatus.OK,
                HttpHeaderNames.ETAG,
                ChangeRequest.tag(standing.revision().number()));
        return JsonAnswer.with(headers, out -> JSON.writeValue(out, value));
    }

    private HttpResponse add(ServiceRequestContext ctx, AggregatedHttpRequest request, Finder end) throws Unfit {
        Standing standing = editing.standing();
        Spot spot = end.find(ctx, standing);
        Map<String, @Nullable Object> sent = ConfigBody.object(request);
        String created = ctx.path() + "/" + URLEncoder.encode(name(sent, spot), UTF_8);
        return made(ctx, request, standing, spot, sent, (before, object) -> object, created);
    }

    /** What the API calls an object once it is there. */
    private static String name(Map<String, @Nullable Object> sent, Spot spot) {
        Object name = sent.get("name");
        Object address = sent.get("address");
        if (spot.list().size() == 1) {
            return String.valueOf(name);
        }
        if (address == null) {
            return String.valueOf(spot.index());
        }
        Object port = sent.get("port") == null ? 80 : sent.get("port");
        return (address.toString().contains(":") ? "[" + address + "]" : address) + ":" + port;
    }

    private HttpResponse change(
            ServiceRequestContext ctx, AggregatedHttpRequest request, Finder one, Map<?, ?> sent, Edit edit)
            throws Unfit {
        Standing standing = editing.standing();
        return made(ctx, request, standing, one.find(ctx, standing), sent, edit, null);
    }

    private HttpResponse made(
            ServiceRequestContext ctx,
            AggregatedHttpRequest request,
            Standing standing,
            Spot spot,
            Map<?, ?> sent,
            Edit edit,
            @Nullable String created)
            throws Unfit {
        ChangeRequest change =
                ChangeRequest.of(ctx, request, who, standing.revision().number());
        ChangeAnswer answer = new ChangeAnswer(spot.path(), created);
        Map<?, ?> root = standing.tree().root();
        Map<?, ?> before = spot.object(root);
        Map<?, ?> object = editing.object(edit.of(before, sent), before, spot, answer);
        return editing.make(change, spot.with(root, object), answer);
    }

    private HttpResponse remove(ServiceRequestContext ctx, AggregatedHttpRequest request, Finder one) throws Unfit {
        Standing standing = editing.standing();
        Spot spot = one.find(ctx, standing);
        ChangeRequest change =
                ChangeRequest.of(ctx, request, who, standing.revision().number());
        return editing.make(change, spot.without(standing.tree().root()), ChangeAnswer.WHOLE);
    }
}
