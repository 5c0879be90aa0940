package io.steelyard.diagnosis;

import io.steelyard.event.ExchangeEnd;
import io.steelyard.event.TrafficListener;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Tells the diagnoses which host names clients ask for in vain. Costs nothing while real servers take the requests.
 * Thread-safe.
 */
public final class VainRequests implements TrafficListener {
    /** Null until there are diagnoses; those begin before the first client. */
    private volatile @Nullable Diagnoses diagnoses;

    /** From now on these are told. */
    public void tell(Diagnoses told) {
        diagnoses = told;
    }

    @Override
    public void nobodyServed(ExchangeEnd exchange) {
        Diagnoses told = diagnoses;
        int length = exchange.hostEnd() - exchange.hostStart();
        if (told != null && length > 0 && length <= SeenHosts.LONGEST) {
            String host = new String(exchange.hostBytes(), exchange.hostStart(), length, StandardCharsets.ISO_8859_1);
            told.askedInVain(exchange.virtualService(), host);
        }
    }
}
