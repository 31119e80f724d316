package org.banyan.mainchain.node.tree;

import java.util.List;
import org.banyan.consensus.quorum.DoubleSeal;
import org.banyan.contract.SystemAddresses;
import org.banyan.contracts.evidence.Conviction;
import org.banyan.contracts.evidence.EvidenceClient;
import org.banyan.contracts.evidence.ListConvictionsReply;
import org.banyan.contracts.evidence.ListConvictionsRequest;
import org.banyan.core.execution.BlockEnvironment;
import org.banyan.node.chain.RunningChain;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.block.Header;
import org.banyan.types.block.OffenceReport;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.crypto.Signer;

/** A delegate of the first term that built twice in its time, and what the chain says of it when it is long out of office. */
record FormerDelegate(RunningChain chain, Signer signer) {
    /** @param served a header after which the delegate's set certifies */
    OffenceReport report(HostedChain source, Height served) {
        CryptoSuite suite = chain.rules().suite();
        Header real = new HostedChain(chain).header(new Height(2));
        Header one = another(real, 1);
        Header other = another(real, 2);
        ProducerSet set = source.producers(served);
        DoubleSeal twice =
                DoubleSeal.of(set.positionOf(address()).orElse(0), one, seal(one), other, seal(other), suite.hash());
        CanonicalWriter offence = new CanonicalWriter();
        offence.message(1, twice, DoubleSeal.CODEC);
        return new OffenceReport(new Checkpoint(source.header(served), set), offence.toBytes());
    }

    Address address() {
        return chain.rules().suite().addressOf(signer.publicKey());
    }

    private static Header another(Header real, long salt) {
        return new Header(
                real.version(),
                real.chainId(),
                real.height(),
                real.parent(),
                real.time(),
                new Hash(salt, 0, 0, 0),
                real.receiptsRoot(),
                real.stateRoot(),
                real.historyRoot(),
                real.extensions());
    }

    private Bytes seal(Header header) {
        CryptoSuite suite = chain.rules().suite();
        return signer.sign(suite.signingHash(
                header.chainId(), SignatureType.BLOCK, header.id(suite.hash()).hash()));
    }

    /** What stands in the chain's record. */
    List<Conviction> record() {
        Bytes reply = chain.read(engine -> engine.parts()
                .views()
                .call(
                        engine.headBranch().state(),
                        new BlockEnvironment(
                                engine.head().header().height(),
                                engine.head().header().time(),
                                SystemAddresses.KERNEL),
                        SystemAddresses.KERNEL,
                        chain.rules().systemAddress("evidence"),
                        EvidenceClient.LIST_CONVICTIONS.name(),
                        ListConvictionsRequest.CODEC.encode(new ListConvictionsRequest(0))));
        return ListConvictionsReply.CODEC.decode(reply).convictions();
    }
}
