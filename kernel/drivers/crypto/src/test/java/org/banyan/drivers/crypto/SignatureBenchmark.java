package org.banyan.drivers.crypto;

import java.util.concurrent.TimeUnit;
import org.banyan.drivers.crypto.ed25519.Ed25519Scheme;
import org.banyan.drivers.crypto.secp256k1.ProviderChoice;
import org.banyan.drivers.crypto.secp256k1.Secp256k1Scheme;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.crypto.SignatureScheme;
import org.banyan.types.crypto.Signer;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Microseconds per operation on one thread; signing includes the signer's own verification. Run: {@code ./build -Pbench verify -pl kernel/drivers/crypto}. */
@State(Scope.Thread)
@NullUnmarked
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SignatureBenchmark {
    private static final int MESSAGES = 64;

    @Param({"secp256k1-native", "secp256k1-bouncycastle", "ed25519"})
    public String variant;

    private final Hash[] messages = new Hash[MESSAGES];
    private final Bytes[] signatures = new Bytes[MESSAGES];
    private SignatureScheme scheme;
    private Signer signer;
    private int next;

    @Setup
    public void prepare() {
        scheme = switch (variant) {
            case "secp256k1-native" -> Secp256k1Scheme.with(ProviderChoice.NATIVE);
            case "secp256k1-bouncycastle" -> Secp256k1Scheme.with(ProviderChoice.BOUNCYCASTLE);
            default -> new Ed25519Scheme();
        };
        signer = scheme.signer(Bytes.fromHex("2a".repeat(32)));
        for (int i = 0; i < MESSAGES; i++) {
            messages[i] = new Hash(i, 1, 2, 3);
            signatures[i] = signer.sign(messages[i]);
        }
    }

    @Benchmark
    public boolean verify() {
        next = (next + 1) % MESSAGES;
        return scheme.verify(messages[next], signer.publicKey().bytes(), signatures[next]);
    }

    @Benchmark
    public Bytes sign() {
        next = (next + 1) % MESSAGES;
        return signer.sign(messages[next]);
    }
}
