package io.steelyard.admin.backup;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.steelyard.admin.Endpoint;
import io.steelyard.admin.Slowly;
import io.steelyard.admin.Unfit;
import io.steelyard.admin.Who;
import io.steelyard.admin.configuration.ChangeAnswer;
import io.steelyard.admin.configuration.ChangeRequest;
import io.steelyard.service.change.Changes;
import io.steelyard.service.change.Draft;
import io.steelyard.service.change.Standing;
import java.time.Clock;

/** Backup and restore as one file, at {@code /api/v1/backup}. To restore is a change like any other: planned, revised. */
public final class BackupEndpoint implements Endpoint {
    private static final String PATH = "/api/v1/backup";
    private static final MediaType ZIP = MediaType.create("application", "zip");

    private final Changes changes;
    private final Who who;
    private final Clock clock;

    public BackupEndpoint(Changes changes, Who who, Clock clock) {
        this.changes = changes;
        this.who = who;
        this.clock = clock;
    }

    @Override
    public void route(ServerBuilder builder) {
        builder.route().get(PATH).build(Slowly.answer((ctx, request) -> backup()));
        builder.route().post(PATH).maxRequestLength(Backup.MAX_BYTES).build(Slowly.answer(this::restore));
    }

    private HttpResponse backup() {
        Standing standing = changes.standing();
        byte[] zip = Backup.write(standing.text(), changes.revisions().list(), clock.instant());
        ResponseHeaders headers = ResponseHeaders.builder(HttpStatus.OK)
                .contentType(ZIP)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set(
                        HttpHeaderNames.CONTENT_DISPOSITION,
                        "attachment; filename=\"steelyard-backup-"
                                + standing.revision().number() + ".zip\"")
                .set(HttpHeaderNames.ETAG, ChangeRequest.tag(standing.revision().number()))
                .build();
        return HttpResponse.of(headers, HttpData.wrap(zip));
    }

    private HttpResponse restore(ServiceRequestContext ctx, AggregatedHttpRequest request) throws Unfit {
        MediaType type = request.contentType();
        if (type == null || !type.belongsTo(ZIP)) {
            throw new Unfit(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body must be a backup's zip file, as application/zip.");
        }
        ChangeRequest change = ChangeRequest.of(
                ctx, request, who, changes.standing().revision().number());
        Backup.Reading reading = Backup.read(request.content().array());
        Backup backup = reading.backup();
        if (backup == null) {
            throw new Unfit(HttpStatus.UNPROCESSABLE_ENTITY, "This is no backup: " + reading.problem() + ".");
        }
        String why = change.why().isEmpty() ? "restored from a backup" : change.why();
        Draft draft = Draft.ofText(change.base(), backup.configuration(), change.who(), why);
        return change.planOnly()
                ? ChangeAnswer.WHOLE.of(changes.plan(draft))
                : ChangeAnswer.WHOLE.of(changes.apply(draft, change.probation()));
    }
}
