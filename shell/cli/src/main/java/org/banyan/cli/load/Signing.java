package org.banyan.cli.load;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.banyan.cli.load.Operation.Kind;
import org.banyan.sdk.BanyanClient;
import org.banyan.sdk.ContractHandle;
import org.banyan.sdk.UnsignedTransaction;
import org.banyan.sdk.contract.ContractDescriptor;
import org.banyan.sdk.contract.ContractJson;
import org.banyan.sdk.json.Json;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.crypto.Signer;
import org.banyan.types.transaction.AccountCall;
import org.banyan.types.transaction.Fee;
import org.banyan.types.transaction.SignedTransaction;

/**
 * Makes signed calls of the token contract and, where the plan wants it, of the bench contract. One simulated transfer gives fee and mark to all, a simulated
 * call of the most work the fee of those that work, so that signing asks the node nothing; it has to be renewed before the mark leaves the window. Thread-safe.
 */
final class Signing {
    /** Transactions signed later are a few bytes longer, and a node keeps the limits of all that wait. */
    private static final Amount SPARE_ONE_IN = Amount.of(10);

    /** Over a transfer's fee, so that the other calls fit as well. */
    private static final long FEE_FACTOR = 3;

    private final AccountCall template;
    private final Fee fee;
    private final Fee workFee;
    private final BanyanClient client;
    private final CallArguments arguments;
    private final ContractJson json;
    private final Map<Kind, Callee> callees = new EnumMap<>(Kind.class);

    private record Callee(Address contract, ContractDescriptor.Method method) {}

    /** @param payer an account that could make a transfer now */
    Signing(BanyanClient client, String symbol, Signer payer, LoadPlan plan) {
        this.client = client;
        this.arguments = new CallArguments(symbol);
        this.json = new ContractJson(client.addresses());
        for (Kind kind : Kind.values()) {
            if (plan.workload().callsBench() || !kind.contract().equals(Kind.BURN.contract())) {
                ContractHandle contract = client.contract(kind.contract());
                callees.put(kind, new Callee(contract.address(), contract.method(kind.method())));
            }
        }
        String self = client.addresses().format(client.facts().suite().addressOf(payer.publicKey()));
        template = simulated(payer, Kind.TRANSFER, arguments.transfer(self, CallArguments.AMOUNT));
        fee = new Fee(template.fee().limit().times(FEE_FACTOR), Amount.ZERO);
        workFee = plan.workload().callsBench() ? fee(payer, plan.calls().unitsMax()) : fee;
    }

    private Fee fee(Signer payer, long units) {
        Json.Object most = Json.object()
                .put("units", units)
                .put("first", 0)
                .put("second", 1)
                .build();
        return new Fee(simulated(payer, Kind.BURN, most).fee().limit().plus(fee.limit()), Amount.ZERO);
    }

    private AccountCall simulated(Signer payer, Kind kind, Json.Object request) {
        return client.transaction(kind.contract(), kind.method())
                .arguments(request)
                .prepare(payer)
                .call();
    }

    /** Most that one of these transactions can take from its sender. */
    Amount costMax() {
        Amount limit = workFee.limit();
        return limit.plus(limit.dividedBy(SPARE_ONE_IN)).plus(Amount.parse(CallArguments.AMOUNT));
    }

    /** @param salt of the first; the others count on */
    List<SignedTransaction> sign(List<Operation> operations, LoadAccounts accounts, long salt) {
        return IntStream.range(0, operations.size())
                .parallel()
                .mapToObj(i -> sign(operations.get(i), accounts, salt + i))
                .toList();
    }

    private SignedTransaction sign(Operation operation, LoadAccounts accounts, long salt) {
        return sign(
                operation.kind(),
                arguments.of(operation, accounts),
                accounts.signers().get(operation.sender()),
                salt);
    }

    SignedTransaction pay(Signer sender, String receiver, Amount amount, long salt) {
        return sign(Kind.TRANSFER, arguments.transfer(receiver, amount.toString()), sender, salt);
    }

    SignedTransaction allow(Signer owner, String spender, long salt) {
        return sign(Kind.APPROVE, arguments.approval(spender), owner, salt);
    }

    SignedTransaction mint(Signer sender, String receiver, Amount amount, long salt) {
        return sign(Kind.MINT, arguments.mint(receiver, amount), sender, salt);
    }

    private SignedTransaction sign(Kind kind, Json.Object request, Signer sender, long salt) {
        Callee callee = callees.get(kind);
        if (callee == null) {
            throw new IllegalStateException("no contract for " + kind);
        }
        Bytes encoded = json.encode(callee.method().request(), request);
        var suite = client.facts().suite();
        var address = suite.addressOf(sender.publicKey());
        AccountCall call = new AccountCall(
                template.chainId(),
                address,
                callee.contract(),
                callee.method().name(),
                encoded,
                template.mark(),
                template.validUntil(),
                salt,
                kind.contract().equals(Kind.BURN.contract()) ? workFee : fee,
                address);
        return new UnsignedTransaction(call, suite).sign(sender);
    }
}
