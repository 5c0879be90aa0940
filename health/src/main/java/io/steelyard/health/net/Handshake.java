package io.steelyard.health.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import io.steelyard.health.DialogueFailure;
import io.steelyard.health.Target;
import io.steelyard.health.tls.CertificateFacts;
import io.steelyard.health.tls.ServerTrust;
import io.steelyard.health.tls.TlsSettings;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * One TLS handshake in front of one dialogue, and the judgement of the certificate that came. Used on the dialogue's
 * event loop. The one who begins it minds the time.
 */
final class Handshake {
    private final TlsSettings tls;
    private final Target target;
    private final Recorder recorder;
    private final SslHandler handler;
    private final CompletableFuture<CertificateFacts> done = new CompletableFuture<>();

    Handshake(TlsSettings tls, Target target, Recorder recorder, Executor executor) {
        this.tls = tls;
        this.target = target;
        this.recorder = recorder;
        this.handler = new SslHandler(tls.engine(tls.nameFor(target.host())), executor);
        handler.setHandshakeTimeoutMillis(0); // the dialogue minds it
        handler.setCloseNotifyFlushTimeoutMillis(0);
        handler.setCloseNotifyReadTimeoutMillis(0);
    }

    /** Fails with a {@link DialogueFailure}. */
    CompletionStage<CertificateFacts> begin(ChannelHandlerContext ctx) {
        handler.handshakeFuture().addListener(shaken -> {
            Throwable cause = shaken.cause();
            if (cause == null) {
                agreed();
            } else {
                done.completeExceptionally(why(cause));
            }
        });
        ctx.pipeline().addFirst(handler);
        return done;
    }

    boolean isUnderWay() {
        return !done.isDone();
    }

    /** What a failure means that the pipeline tells of while the handshake is under way. */
    DialogueFailure why(Throwable cause) {
        ServerTrust.Untrusted untrusted = untrusted(cause);
        if (untrusted == null) {
            return TlsFailures.handshake(cause, tls.minimum());
        }
        X509Certificate shown = untrusted.certificate();
        return TlsFailures.certificate(
                record(shown), shown.getNotBefore().toInstant(), recorder.now(), untrusted.getCause());
    }

    /** Says goodbye (RFC 8446, section 6.1): nothing more is sent behind it. */
    void closeNotify() {
        handler.closeOutbound();
    }

    private void agreed() {
        X509Certificate shown = certificate();
        if (shown == null) {
            done.completeExceptionally(TlsFailures.handshake(
                    new SSLPeerUnverifiedException("the server showed no certificate"), tls.minimum()));
            return;
        }
        CertificateFacts facts = record(shown);
        if (tls.verifies() && !facts.nameMatches()) {
            done.completeExceptionally(TlsFailures.otherName(facts, askedName()));
            return;
        }
        recorder.secured();
        done.complete(facts);
    }

    private CertificateFacts record(X509Certificate shown) {
        CertificateFacts facts = CertificateFacts.of(shown, askedName(), recorder.now());
        recorder.certificate(facts);
        return facts;
    }

    private String askedName() {
        String name = tls.nameFor(target.host());
        return name != null ? name : target.address().getAddress().getHostAddress();
    }

    private @Nullable X509Certificate certificate() {
        try {
            Certificate[] shown = handler.engine().getSession().getPeerCertificates();
            return shown.length > 0 && shown[0] instanceof X509Certificate first ? first : null;
        } catch (SSLPeerUnverifiedException e) {
            return null;
        }
    }

    private static ServerTrust.@Nullable Untrusted untrusted(Throwable cause) {
        Throwable next = cause;
        for (int depth = 0; next != null && depth < 10; depth++) {
            if (next instanceof ServerTrust.Untrusted found) {
                return found;
            }
            next = next.getCause();
        }
        return null;
    }
}
