package org.banyan.node.operations;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.banyan.types.crypto.SignatureType;

/** What the sign guards of one chain were asked for, named as in CONVENTIONS.md 4. Written on the chain's lane. */
final class SignerMetrics {
    private final Map<SignatureType, Counter> refusals = new EnumMap<>(SignatureType.class);
    private final Counter signed;
    private final Counter refused;
    private final Timer took;

    SignerMetrics(MeterRegistry registry, Tags tags) {
        for (SignatureType type : SignatureType.values()) {
            refusals.put(
                    type,
                    registry.counter(
                            "banyan_signer_refusals",
                            tags.and("reason", type.name().toLowerCase(Locale.ROOT))));
        }
        this.signed = registry.counter("banyan_signer_requests", tags.and("result", "signed"));
        this.refused = registry.counter("banyan_signer_requests", tags.and("result", "refused"));
        this.took = registry.timer("banyan_signer", tags);
    }

    void signed(SignatureType type, boolean given, long nanos) {
        (given ? signed : refused).increment();
        took.record(nanos, TimeUnit.NANOSECONDS);
        Counter refusal = refusals.get(type);
        if (!given && refusal != null) {
            refusal.increment();
        }
    }
}
