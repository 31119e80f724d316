package org.banyan.mainchain.node.bench;

import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.grpc.GrpcService;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.node.host.Plugins;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.slf4j.LoggerFactory;

/**
 * D: a program that brings up the libraries a node stands on, and nothing of the node: log, key-value store, both signature libraries, a gRPC server. Writes its port
 * to the file named second once it can answer, in the form of a node's {@code ports.json}.
 */
final class DependencyStart {
    private DependencyStart() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        LoggerFactory.getLogger(DependencyStart.class).debug("starting");
        Plugins plugins = Plugins.found();
        try (KeyValueStore store = plugins.store("leveldb").open(Path.of(arguments[0]))) {
            store.get(Bytes.utf8("anything"));
            for (int scheme : new int[] {1, 2}) {
                var suite = new StandardCryptoSuites().create(StandardCryptoSuites.SECP256K1);
                suite.scheme(scheme).ifPresent(found -> {
                    var signer = found.signer(Bytes.fromHex("2a".repeat(32)));
                    Hash message = new Hash(1, 2, 3, 4);
                    found.verify(message, signer.publicKey().bytes(), signer.sign(message));
                });
            }
            HealthStatusManager health = new HealthStatusManager();
            Server server = Server.builder()
                    .http(0)
                    .service(GrpcService.builder()
                            .addService(health.getHealthService())
                            .build())
                    .build();
            server.start().join();
            Path ready = Path.of(arguments[1]);
            Path fresh = ready.resolveSibling("fresh");
            Files.writeString(fresh, "{\"api\":" + server.activeLocalPort() + "}");
            Files.move(fresh, ready);
            Thread.currentThread().join();
        }
    }
}
