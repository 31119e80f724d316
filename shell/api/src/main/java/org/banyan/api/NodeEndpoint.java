package org.banyan.api;

import io.grpc.stub.StreamObserver;
import java.lang.management.ManagementFactory;
import org.banyan.node.chain.RunningChain;
import org.banyan.types.block.Header;
import org.banyan.v1.GetNodeRequest;
import org.banyan.v1.GetNodeResponse;
import org.banyan.v1.Node;
import org.banyan.v1.NodeChain;
import org.banyan.v1.NodeServiceGrpc;

/** banyan.v1.NodeService. */
final class NodeEndpoint extends NodeServiceGrpc.NodeServiceImplBase {
    private final HostedChains chains;
    private final ApiSettings settings;

    NodeEndpoint(HostedChains chains, ApiSettings settings) {
        this.chains = chains;
        this.settings = settings;
    }

    @Override
    public void getNode(GetNodeRequest request, StreamObserver<GetNodeResponse> out) {
        Answers.unary(out, () -> {
            var node = Node.newBuilder()
                    .setVersion(settings.version())
                    .addApiVersions("banyan.v1")
                    .setProtocolVersion(Header.VERSION)
                    .setProfile(settings.profile())
                    .setNetwork(settings.network())
                    .putAllPlugins(settings.plugins())
                    .putAllPorts(settings.ports())
                    .putLimits("request_bytes", settings.limits().requestBytes())
                    .putLimits("batch_transactions", TransactionEndpoint.BATCH_MAX)
                    .putLimits("page_size", Pages.SIZE_MAX)
                    .putLimits("wait_seconds", TransactionEndpoint.WAIT_SECONDS_MAX)
                    .putLimits("concurrent_requests", settings.limits().callsPerAddress())
                    .putLimits("concurrent_streams", settings.limits().streamsPerAddress())
                    .putLimits("connections", settings.limits().connectionsPerAddress())
                    .putLimits("refused_per_second", settings.limits().refusalsPerSecond())
                    .setTimeMillis(System.currentTimeMillis())
                    .setUptimeSeconds(ManagementFactory.getRuntimeMXBean().getUptime() / 1000)
                    .setPlatform("Java " + Runtime.version() + " on " + System.getProperty("os.name") + " "
                            + System.getProperty("os.arch"));
            boolean first = true;
            for (RunningChain chain : chains.all()) {
                node.addChains(NodeChain.newBuilder()
                        .setChainId(chain.chainId().toString())
                        .setName(chain.name())
                        .setMain(first));
                first = false;
            }
            return GetNodeResponse.newBuilder().setNode(node).build();
        });
    }
}
