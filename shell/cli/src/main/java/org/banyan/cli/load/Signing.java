package org.banyan.cli.load;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.banyan.sdk.BanyanClient;
import org.banyan.sdk.UnsignedTransaction;
import org.banyan.sdk.contract.ContractDescriptor;
import org.banyan.sdk.contract.ContractJson;
import org.banyan.sdk.json.Json;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.crypto.Signer;
import org.banyan.types.transaction.AccountCall;
import org.banyan.types.transaction.Fee;
import org.banyan.types.transaction.SignedTransaction;

/**
 * Makes signed calls of the token contract. One simulated transfer gives fee and mark to all, so that signing asks the node nothing; it has to be renewed before
 * the mark leaves the window. Thread-safe.
 */
final class Signing {
    static final String TOKEN = "token";

    /** Over a transfer's fee, so that the other calls fit as well. */
    private static final long FEE_FACTOR = 3;

    private static final String AMOUNT = "1";
    private static final String ALLOWANCE = "1000000000000";

    private final AccountCall template;
    private final Fee fee;
    private final BanyanClient client;
    private final String symbol;
    private final ContractJson json;
    private final Map<Operation.Kind, ContractDescriptor.Method> methods = new EnumMap<>(Operation.Kind.class);

    /** @param payer an account that could make a transfer now */
    Signing(BanyanClient client, String symbol, Signer payer) {
        this.client = client;
        this.symbol = symbol;
        this.json = new ContractJson(client.addresses());
        for (Operation.Kind kind : Operation.Kind.values()) {
            methods.put(kind, client.contract(TOKEN).method(kind.method()));
        }
        String self = client.addresses().format(client.facts().suite().addressOf(payer.publicKey()));
        template = client.transaction(TOKEN, Operation.Kind.TRANSFER.method())
                .arguments(transfer(self, AMOUNT))
                .prepare(payer)
                .call();
        fee = new Fee(template.fee().limit().times(FEE_FACTOR), Amount.ZERO);
    }

    /** Most that one of these transactions can take from its sender. */
    Amount costMax() {
        return fee.limit().plus(Amount.parse(AMOUNT));
    }

    /** @param salt of the first; the others count on */
    List<SignedTransaction> sign(List<Operation> operations, LoadAccounts accounts, long salt) {
        return IntStream.range(0, operations.size())
                .parallel()
                .mapToObj(i -> sign(operations.get(i), accounts, salt + i))
                .toList();
    }

    private SignedTransaction sign(Operation operation, LoadAccounts accounts, long salt) {
        String counterpart = accounts.texts().get(operation.counterpart());
        Json.Object arguments = switch (operation.kind()) {
            case TRANSFER -> transfer(counterpart, AMOUNT);
            case APPROVE -> approval(counterpart);
            case TRANSFER_FROM ->
                Json.object()
                        .put("from", counterpart)
                        .put("to", accounts.texts().get(operation.sender()))
                        .put("symbol", symbol)
                        .put("amount", AMOUNT)
                        .build();
        };
        return sign(operation.kind(), arguments, accounts.signers().get(operation.sender()), salt);
    }

    SignedTransaction pay(Signer sender, String receiver, Amount amount, long salt) {
        return sign(Operation.Kind.TRANSFER, transfer(receiver, amount.toString()), sender, salt);
    }

    SignedTransaction allow(Signer owner, String spender, long salt) {
        return sign(Operation.Kind.APPROVE, approval(spender), owner, salt);
    }

    private Json.Object transfer(String to, String amount) {
        return Json.object()
                .put("to", to)
                .put("symbol", symbol)
                .put("amount", amount)
                .build();
    }

    private Json.Object approval(String spender) {
        return Json.object()
                .put("spender", spender)
                .put("symbol", symbol)
                .put("amount", ALLOWANCE)
                .build();
    }

    private SignedTransaction sign(Operation.Kind kind, Json.Object arguments, Signer sender, long salt) {
        ContractDescriptor.Method method = methods.get(kind);
        if (method == null) {
            throw new IllegalStateException("no method for " + kind);
        }
        Bytes encoded = json.encode(method.request(), arguments);
        var suite = client.facts().suite();
        var address = suite.addressOf(sender.publicKey());
        AccountCall call = new AccountCall(
                template.chainId(),
                address,
                template.contract(),
                method.name(),
                encoded,
                template.mark(),
                template.validUntil(),
                salt,
                fee,
                address);
        return new UnsignedTransaction(call, suite).sign(sender);
    }
}
