package org.banyan.mainchain.node.flood;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.banyan.contract.ContractCall;
import org.banyan.contracts.registry.DeployRequest;
import org.banyan.contracts.registry.RegistryClient;
import org.banyan.contracts.token.TokenClient;
import org.banyan.contracts.token.TransferRequest;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.drivers.crypto.keystore.DevKeys;
import org.banyan.sdk.BanyanClient;
import org.banyan.sdk.ClientOptions;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.crypto.Signer;
import org.banyan.types.crypto.Tag;
import org.banyan.types.transaction.AccountCall;
import org.banyan.types.transaction.Authorization;
import org.banyan.types.transaction.Fee;
import org.banyan.types.transaction.Mark;
import org.banyan.types.transaction.SignedTransaction;
import org.banyan.types.transaction.Transaction;
import org.banyan.types.transaction.TransactionFamilies;
import org.banyan.v1.SubmitBatchRequest;
import org.banyan.v1.SubmitResult;
import org.banyan.v1.TransactionServiceGrpc;

/** Transactions that nobody should have to look at twice, in batches. One thread's. */
final class TransactionFlood {
    private static final int BATCH = 200;
    private static final int TIMES = 5;
    private static final int LARGE_BATCH = 40;
    private static final int LARGE_CODE = 63_000;
    private static final Amount FEE_LIMIT = Amount.of(600_000);
    private static final Amount LARGE_FEE_LIMIT = Amount.of(100_000_000);

    private final Tally tally;
    private final CryptoSuite suite = new StandardCryptoSuites().create(StandardCryptoSuites.SECP256K1);
    private final DevKeys keys = new DevKeys(suite);
    private final BanyanClient client;
    private final ManagedChannel channel;
    private final ChainId chain;
    private final Address token;
    private final Address registry;
    private final SplittableRandom random;
    private final Address bob;
    private AccountCall last;

    TransactionFlood(int port, int host, Tally tally) {
        this.tally = tally;
        this.client = BanyanClient.connect(ClientOptions.of("http://127.0.0.1:" + port, "main"));
        this.channel = CallFlood.channel(port, host);
        this.chain = client.facts().id();
        this.token = client.contract("token").address();
        this.registry = client.contract("registry").address();
        this.random = new SplittableRandom(host);
        this.bob = address(keys.signer("bob"));
        this.last = call(keys.signer("carol"), mark(), Height.GENESIS, FEE_LIMIT);
    }

    private Address address(Signer signer) {
        return suite.addressOf(signer.publicKey());
    }

    void round(Flood flood) throws InterruptedException {
        Mark mark = mark();
        List<Bytes> batch = new ArrayList<>();
        for (int i = 0; i < (flood == Flood.LARGE_TRANSACTIONS ? LARGE_BATCH : BATCH); i++) {
            batch.add(one(flood, mark, i));
        }
        // What costs the flooder a signature is sent several times, so that its own processor is not the limit.
        boolean again = flood != Flood.WRONG_SIGNATURES && flood != Flood.LARGE_TRANSACTIONS;
        for (int times = again ? TIMES : 1; times > 0; times--) {
            send(batch);
        }
    }

    private Mark mark() {
        var head = client.status().getHead();
        return new Mark(new Height(head.getHeight()), new BlockId(Hash.fromHex(head.getHash())));
    }

    private Bytes one(Flood flood, Mark mark, int number) {
        Signer carol = keys.signer("carol");
        return switch (flood) {
            case UNPAYABLE -> sign(call(stranger(), mark, mark.height().plus(100), FEE_LIMIT), stranger());
            case WRONG_SIGNATURES -> forged(call(carol, mark, mark.height().plus(100), FEE_LIMIT), carol);
            case DUPLICATES -> {
                if (number % 2 == 0) {
                    last = call(carol, mark, mark.height().plus(100), FEE_LIMIT);
                }
                yield number % 2 == 0 ? sign(last, carol) : forged(last, carol);
            }
            case EXPIRED -> expired(carol, mark, number);
            case ABOUT_TO_EXPIRE -> sign(call(carol, mark, mark.height().plus(2), FEE_LIMIT), carol);
            case LARGE_TRANSACTIONS -> sign(large(carol, mark), carol);
            case ONE_ACCOUNT -> sign(call(carol, mark, mark.height().plus(100), FEE_LIMIT), carol);
            case DEPENDENT -> dependent(carol, mark, number);
            default -> throw new IllegalArgumentException(flood.label());
        };
    }

    /** The first is to pay for the others and fails, since it sends more than there is. */
    private Bytes dependent(Signer carol, Mark mark, int number) {
        if (number > 0) {
            return sign(call(stranger(), mark, mark.height().plus(100), FEE_LIMIT), stranger());
        }
        return sign(
                transfer(
                        carol,
                        address(stranger()),
                        Amount.MAX.dividedBy(Amount.of(2)),
                        mark,
                        mark.height().plus(100),
                        FEE_LIMIT),
                carol);
    }

    private Bytes expired(Signer carol, Mark mark, int number) {
        return switch (number % 3) {
            case 0 -> forged(call(carol, mark, mark.height(), FEE_LIMIT), carol);
            case 1 ->
                forged(
                        call(
                                carol,
                                new Mark(mark.height(), new BlockId(chain.hash())),
                                mark.height().plus(9),
                                FEE_LIMIT),
                        carol);
            default ->
                forged(
                        call(
                                carol,
                                new Mark(mark.height().plus(1_000), mark.block()),
                                mark.height().plus(1_100),
                                FEE_LIMIT),
                        carol);
        };
    }

    /** Nobody's account with a key that signs. */
    private Signer stranger() {
        return suite.defaultScheme()
                .signer(suite.hash()
                        .hash(Tag.LEAF, Bytes.wrap("stranger".getBytes(StandardCharsets.UTF_8)))
                        .bytes());
    }

    private AccountCall call(Signer sender, Mark mark, Height until, Amount limit) {
        return transfer(sender, bob, Amount.of(1), mark, until, limit);
    }

    private AccountCall transfer(Signer sender, Address to, Amount amount, Mark mark, Height until, Amount limit) {
        return call(
                sender,
                token,
                TokenClient.TRANSFER.call(new TransferRequest(to, "BNY", amount, "")),
                mark,
                until,
                limit);
    }

    /** As large as the chain takes: code that nobody runs. */
    private AccountCall large(Signer sender, Mark mark) {
        byte[] code = new byte[LARGE_CODE];
        random.nextBytes(code);
        var deploy = new DeployRequest(
                "flood-" + Math.abs(random.nextLong() % 1_000_000), 1, 1, Bytes.wrap(code), Bytes.EMPTY);
        return call(
                sender,
                registry,
                RegistryClient.DEPLOY.call(deploy),
                mark,
                mark.height().plus(100),
                LARGE_FEE_LIMIT);
    }

    private AccountCall call(
            Signer sender, Address contract, ContractCall call, Mark mark, Height until, Amount limit) {
        return new AccountCall(
                chain,
                address(sender),
                contract,
                call.method(),
                call.arguments(),
                mark,
                until,
                random.nextLong() >>> 1,
                new Fee(limit, Amount.ZERO),
                address(sender));
    }

    private Bytes sign(AccountCall call, Signer signer) {
        Bytes body = AccountCall.CODEC.encode(call);
        var id = SignedTransaction.of(envelope(body, List.of()), suite.hash()).id();
        Hash message = suite.signingHash(chain, SignatureType.TRANSACTION, id.hash());
        return encode(body, signer, signer.sign(message));
    }

    /** In the right form, and wrong. */
    private Bytes forged(AccountCall call, Signer signer) {
        byte[] signature = new byte[64];
        random.nextBytes(signature);
        signature[0] = 1;
        signature[32] = 1;
        return encode(AccountCall.CODEC.encode(call), signer, Bytes.wrap(signature));
    }

    private static Bytes encode(Bytes body, Signer signer, Bytes signature) {
        var authorization = new Authorization(
                signer.publicKey().scheme(), signer.publicKey().bytes(), signature);
        return Transaction.CODEC.encode(envelope(body, List.of(authorization)));
    }

    private static Transaction envelope(Bytes body, List<Authorization> authorizations) {
        return new Transaction(TransactionFamilies.ACCOUNT, AccountCall.VERSION, body, authorizations);
    }

    private void send(List<Bytes> batch) throws InterruptedException {
        var request = SubmitBatchRequest.newBuilder().setChain("main");
        batch.forEach(envelope -> request.addTransactions(ByteString.copyFrom(envelope.toArray())));
        try {
            var answer = TransactionServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(30, TimeUnit.SECONDS)
                    .submitBatch(request.build());
            for (SubmitResult result : answer.getResultsList()) {
                tally.add(result.getReason().isEmpty() ? "TAKEN" : result.getReason());
            }
        } catch (StatusRuntimeException refused) {
            tally.refused(refused);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
