package org.banyan.mainchain.node.tree;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.banyan.contract.ContractCall;
import org.banyan.contracts.crosschain.CrosschainClient;
import org.banyan.contracts.crosschain.RegisterRequest;
import org.banyan.drivers.crypto.keystore.DevKeys;
import org.banyan.mainchain.node.chain.DevelopmentChain;
import org.banyan.node.chain.RunningChain;
import org.banyan.node.host.ChainHost;
import org.banyan.sdk.UnsignedTransaction;
import org.banyan.spi.runtime.ContractRuntime;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.block.Header;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.Signer;
import org.banyan.types.specification.ChainSpecification;
import org.banyan.types.specification.ParentChain;
import org.banyan.types.transaction.AccountCall;
import org.banyan.types.transaction.Fee;
import org.banyan.types.transaction.Mark;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Side chains beside the main chain of a development network: made on the first start, registered until the main chain knows them. */
public final class DevelopmentTree {
    private static final Logger LOG = LoggerFactory.getLogger("org.banyan.tree");

    /** Far more than a registration costs; what is left comes back. */
    private static final long REGISTRATION_COST_MAX = 2_000_000;

    private final ChainHost host;
    private final ContractRuntime trusted;

    /** @param trusted has the system contracts */
    public DevelopmentTree(ChainHost host, ContractRuntime trusted) {
        this.host = host;
        this.trusted = trusted;
    }

    /**
     * Sees to {@code count} side chains.
     *
     * @param has whether the node has a chain of that name already
     * @param start keeps and starts a new chain
     */
    public void grow(int count, Timestamp now, Predicate<String> has, Consumer<ChainSpecification> start) {
        Optional<RunningChain> main = host.chain(DevelopmentChain.NAME);
        if (count == 0 || main.isEmpty()) {
            return;
        }
        if (main.get()
                .rules()
                .collection()
                .contract(DevelopmentChain.CROSSCHAIN)
                .isEmpty()) {
            LOG.warn(
                    "chain 'main' was made by a version without side chains and stays alone; start with --fresh to have them");
            return;
        }
        CryptoSuite suite = main.get().rules().suite();
        for (int number = 1; number <= count; number++) {
            String name = DevelopmentChain.sideName(number);
            if (!has.test(name)) {
                start.accept(DevelopmentChain.side(suite, trusted, now, number, asParent(main.get())));
            }
            host.chain(name).ifPresent(side -> register(side, main.get()));
        }
    }

    /** The chain as a parent to be trusted from its genesis on. */
    static ParentChain asParent(RunningChain chain) {
        HostedChain hosted = new HostedChain(chain);
        return new ParentChain(
                chain.chainId(),
                chain.specification().consensus().id(),
                hosted.header(Height.GENESIS),
                hosted.producers(Height.GENESIS));
    }

    /** Asks for the registration unless the main chain knows the side chain. */
    static void register(RunningChain side, RunningChain main) {
        if (new HostedChain(main).standing(side.chainId()).isPresent()) {
            return;
        }
        HostedChain hosted = new HostedChain(side);
        ContractCall call = CrosschainClient.REGISTER.call(new RegisterRequest(
                side.name(),
                side.specification().consensus().id(),
                Header.CODEC.encode(hosted.header(Height.GENESIS)),
                ProducerSet.CODEC.encode(hosted.producers(Height.GENESIS))));
        CryptoSuite suite = main.rules().suite();
        Signer registrar = new DevKeys(suite).signer(DevelopmentChain.REGISTRAR);
        Address sender = suite.addressOf(registrar.publicKey());
        var status = main.status();
        Height mark = status.head().height();
        Amount limit = main.specification().fees().unitPrice().times(REGISTRATION_COST_MAX);
        var transaction = new UnsignedTransaction(
                new AccountCall(
                        main.chainId(),
                        sender,
                        main.rules().systemAddress(DevelopmentChain.CROSSCHAIN),
                        call.method(),
                        call.arguments(),
                        new Mark(mark, status.headId()),
                        mark.plus(main.specification().markWindow()),
                        new SecureRandom().nextLong() & Long.MAX_VALUE,
                        new Fee(limit, Amount.ZERO),
                        sender),
                suite);
        if (main.submit(transaction.sign(registrar).raw()) instanceof Verdict.Rejected rejected) {
            LOG.warn("chain '{}' cannot be registered at '{}': {}", side.name(), main.name(), rejected);
        } else {
            LOG.info(
                    "chain '{}' is being registered at '{}' by {}",
                    side.name(),
                    main.name(),
                    DevelopmentChain.REGISTRAR);
        }
    }
}
