package org.banyan.sdk;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.banyan.sdk.contract.ArgumentsException;
import org.banyan.sdk.contract.ContractDescriptor;
import org.banyan.sdk.contract.ContractJson;
import org.banyan.sdk.error.BanyanException;
import org.banyan.sdk.json.Json;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.crypto.Signer;
import org.banyan.types.transaction.AccountCall;
import org.banyan.types.transaction.Fee;
import org.banyan.types.transaction.Mark;
import org.banyan.types.transaction.SignedTransaction;
import org.banyan.v1.BlockReference;
import org.banyan.v1.ChainStatus;
import org.banyan.v1.ErrorReason;

/**
 * Builds one transaction: what is not given is chosen from the chain. Mark: the newest final block, or the head when finality lags. Valid until the mark leaves
 * the window. Salt: random. Fee limit: what a simulation costs, with a margin. One use, one thread.
 */
public final class TransactionBuilder {
    /** Added to the simulated fee, because the state may change before the transaction runs. */
    public static final int FEE_MARGIN_PERCENT_DEFAULT = 25;

    private static final SecureRandom SALTS = new SecureRandom();

    private final BanyanClient client;
    private final ContractHandle contract;
    private final ContractDescriptor.Method method;
    private Bytes arguments = Bytes.EMPTY;
    private int feeMarginPercent = FEE_MARGIN_PERCENT_DEFAULT;
    private Amount tip = Amount.ZERO;
    private long salt = SALTS.nextLong();
    private Optional<Amount> feeLimit = Optional.empty();
    private Optional<Mark> mark = Optional.empty();
    private Optional<Height> validUntil = Optional.empty();
    private Optional<Address> payer = Optional.empty();
    private Optional<Address> sender = Optional.empty();

    TransactionBuilder(BanyanClient client, ContractHandle contract, ContractDescriptor.Method method) {
        this.client = client;
        this.contract = contract;
        this.method = method;
    }

    /**
     * The request as JSON.
     *
     * @throws BanyanException (TX_ARGUMENTS_INVALID) naming the field that does not fit
     */
    public TransactionBuilder arguments(Json.Object json) {
        try {
            return arguments(new ContractJson(client.addresses()).encode(method.request(), json));
        } catch (ArgumentsException wrong) {
            throw BanyanException.of(
                    ErrorReason.ERROR_REASON_TX_ARGUMENTS_INVALID,
                    wrong.what(),
                    Map.of("contract", contract.name(), "method", method.name(), "field", wrong.field()),
                    wrong);
        }
    }

    /** The request in canonical bytes. */
    public TransactionBuilder arguments(Bytes canonical) {
        arguments = canonical;
        return this;
    }

    /** The account that acts; that of the first signing key when left out. */
    public TransactionBuilder sender(Address account) {
        sender = Optional.of(account);
        return this;
    }

    /** Another account that pays; its key has to sign too. */
    public TransactionBuilder payer(Address account) {
        payer = Optional.of(account);
        return this;
    }

    /** Most that is paid, tip included; no simulation then. */
    public TransactionBuilder feeLimit(Amount most) {
        feeLimit = Optional.of(most);
        return this;
    }

    /** @param percent from 0 to 1000 */
    public TransactionBuilder feeMargin(int percent) {
        if (percent < 0 || percent > 1000) {
            throw new IllegalArgumentException("a fee margin is 0 to 1000 percent but was " + percent);
        }
        feeMarginPercent = percent;
        return this;
    }

    /** Paid to the producer beside the fee. */
    public TransactionBuilder tip(Amount extra) {
        tip = extra;
        return this;
    }

    public TransactionBuilder mark(Mark block) {
        mark = Optional.of(block);
        return this;
    }

    public TransactionBuilder validUntil(Height last) {
        validUntil = Optional.of(last);
        return this;
    }

    /** Two transactions that differ only in their salt are two transactions; the same salt makes sending twice harmless. */
    public TransactionBuilder salt(long value) {
        salt = value;
        return this;
    }

    /**
     * Decides everything and signs.
     *
     * @throws BanyanException as {@code Simulate}, when the fee is not given
     */
    public SignedTransaction sign(Signer... keys) {
        return prepare(keys).sign(keys);
    }

    /** Decides everything but the signatures of these keys. */
    public UnsignedTransaction prepare(Signer... keys) {
        if (keys.length == 0) {
            throw new IllegalArgumentException("a transaction needs at least one key");
        }
        ChainFacts facts = client.facts();
        ChainStatus status = client.status();
        Address from = sender.orElseGet(() -> facts.suite().addressOf(keys[0].publicKey()));
        Mark chosen = mark.orElseGet(() -> recentBlock(status));
        AccountCall call = new AccountCall(
                facts.id(),
                from,
                contract.address(),
                method.name(),
                arguments,
                chosen,
                validUntil.orElseGet(
                        () -> new Height(Math.addExact(chosen.height().value(), facts.markWindow()))),
                salt,
                feeLimit.map(limit -> new Fee(limit, tip)).orElse(Fee.NONE),
                payer.orElse(from));
        if (feeLimit.isPresent()) {
            return new UnsignedTransaction(call, facts.suite());
        }
        boolean free = status.getFees().getSymbol().isEmpty();
        return withFee(call, free ? tip : estimate(call, List.of(keys), status));
    }

    private UnsignedTransaction withFee(AccountCall call, Amount limit) {
        AccountCall paying = new AccountCall(
                call.chainId(),
                call.sender(),
                call.contract(),
                call.method(),
                call.arguments(),
                call.mark(),
                call.validUntil(),
                call.salt(),
                new Fee(limit, tip),
                call.payer());
        return new UnsignedTransaction(paying, client.facts().suite());
    }

    /** A fee limit that should do: the simulated fee with the margin, at least the pool's floor, and the tip. */
    private Amount estimate(AccountCall call, List<Signer> keys, ChainStatus status) {
        SignedTransaction draft = new UnsignedTransaction(call, client.facts().suite()).withPlaceholders(keys);
        Amount fee = amount(client.simulate(draft).getFee());
        Amount withMargin = fee.plus(fee.times(feeMarginPercent).dividedBy(Amount.of(100)));
        return withMargin.max(amount(status.getFees().getPoolFloor())).plus(tip);
    }

    private static Amount amount(String text) {
        return text.isEmpty() ? Amount.ZERO : Amount.parse(text);
    }

    /** Final blocks never leave the branch; but a final block that is too old would leave the window soon. */
    private static Mark recentBlock(ChainStatus status) {
        long lag = status.getHead().getHeight() - status.getFinal().getHeight();
        boolean fresh = lag <= status.getMarkWindow() / 4
                && !status.getFinal().getHash().isEmpty();
        BlockReference block = fresh ? status.getFinal() : status.getHead();
        return new Mark(new Height(block.getHeight()), BlockId.fromHex(block.getHash()));
    }
}
