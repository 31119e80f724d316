package org.banyan.codegen.it;

import com.acme.counter.CounterClient;
import com.acme.counter.IncrementRequest;
import com.acme.ledger.Empty;
import com.acme.ledger.Everything;
import com.acme.ledger.Ledger;
import com.acme.ledger.LedgerContext;
import com.acme.ledger.LedgerFailure;
import com.acme.ledger.LedgerState;
import com.acme.ledger.Paid;
import com.acme.ledger.PayReply;
import com.acme.ledger.PayRequest;
import com.acme.ledger.TryRequest;
import com.acme.money.Money;
import org.banyan.contract.AuthorizationContext;
import org.banyan.contract.CodeBinding;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;

/** Pays, tries every change from a view, and is an account whose owner authorizes. */
final class ExampleLedger implements Ledger {
    @Override
    public PayReply pay(LedgerContext context, PayRequest request) {
        Money money = request.money();
        if (!context.state().balance(context.caller(), money.currency()).take(money.amount())) {
            throw context.fail(LedgerFailure.POOR, "the balance does not cover " + money.amount());
        }
        context.state().balance(request.to(), money.currency()).add(money.amount());
        context.emit(new Paid(money));
        return new PayReply(context.height().value());
    }

    @Override
    public Empty sweep(LedgerContext context, Empty request) {
        context.state()
                .balanceEntries(context.self(), 10)
                .forEach(entry -> context.state()
                        .balance(entry.account(), entry.currency())
                        .set(Amount.ZERO));
        return new Empty();
    }

    @Override
    public Empty ping(LedgerContext context, Empty request) {
        return request;
    }

    @Override
    public Everything explore(LedgerContext context, Everything request) {
        return request;
    }

    @Override
    public Empty try_(LedgerContext context, TryRequest request) {
        switch (request.change()) {
            case "write" -> context.state().count().set(7);
            case "remove" -> context.state().count().set(0);
            case "add" -> context.state().balance(context.self(), "x").add(Amount.of(1));
            case "take" -> context.state().balance(context.self(), "x").take(Amount.ZERO);
            case "emit" -> context.emit(new Paid(new Money("x", Amount.ZERO)));
            case "send" -> context.context().send(context.context().chainId(), Bytes.EMPTY);
            case "bind" -> context.context().bindCode(context.self(), new CodeBinding(1, "x", 1, Bytes.EMPTY));
            case "call" ->
                CounterClient.of(context.context(), MemoryContext.BOB).increment(new IncrementRequest(1));
            default -> context.state().count().get();
        }
        return new Empty();
    }

    @Override
    public boolean authorize(AuthorizationContext context) {
        return LedgerState.readOnly(context)
                .owner()
                .get()
                .filter(owner -> context.signers().stream()
                        .anyMatch(key -> context.addressOf(key).equals(owner)))
                .isPresent();
    }
}
