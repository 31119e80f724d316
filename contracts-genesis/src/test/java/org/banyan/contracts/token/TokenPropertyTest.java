package org.banyan.contracts.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.banyan.contract.test.CallResult;
import org.banyan.contract.test.Caller;
import org.banyan.contract.test.ContractTest;
import org.banyan.contract.test.TestAccount;
import org.banyan.types.Amount;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent, in whatever order: for each symbol the balances sum up to the supply. */
class TokenPropertyTest {
    private static final List<String> SYMBOLS = List.of(ContractTest.TOKEN, "GOLD", "TIN");
    private static final List<TestAccount> ACCOUNTS =
            List.of(ContractTest.ALICE, ContractTest.BOB, ContractTest.CAROL, ContractTest.DAVE);
    private static final int STEPS = 150;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void balances_sum_up_to_the_supply_of_every_symbol_after_every_step(long seed) {
        run(seed, Amount.ZERO);
    }

    /** Fees are taken before, given back after and paid to the producer, and nothing is lost on the way. */
    @ParameterizedTest
    @ValueSource(longs = {7, 8, 9})
    void fees_9_nothing_is_made_or_lost_by_fees(long seed) {
        run(seed, Amount.of(3));
    }

    private static void run(long seed, Amount unitPrice) {
        SplittableRandom random = new SplittableRandom(seed);
        ContractTest chain = ContractTest.setup(new TrustedToken().create())
                .unitPrice(unitPrice)
                .start();
        for (String symbol : List.of("GOLD", "TIN")) {
            chain.as(ContractTest.ALICE)
                    .send(
                            TokenClient.CREATE,
                            new CreateRequest(symbol, "", 0, Amount.of(500), ContractTest.ALICE.address()))
                    .reply();
        }
        int succeeded = 0;
        for (int step = 0; step < STEPS; step++) {
            CallResult<?> result = operation(chain, random);
            succeeded += result.isSuccess() ? 1 : 0;
            for (String symbol : SYMBOLS) {
                assertThat(held(chain, symbol))
                        .as("sum of %s, seed %d, step %d: %s", symbol, seed, step, result)
                        .isEqualTo(chain.view(TokenClient.GET_TOKEN, new GetTokenRequest(symbol))
                                .supply());
            }
        }
        assertThat(succeeded).as("steps that succeeded, seed %d", seed).isBetween(STEPS / 10, STEPS - STEPS / 10);
    }

    private static CallResult<?> operation(ContractTest chain, SplittableRandom random) {
        String symbol = SYMBOLS.get(random.nextInt(SYMBOLS.size()));
        TestAccount to = any(random);
        Amount amount = Amount.of(random.nextInt(4) == 0 ? random.nextLong(Long.MAX_VALUE) : random.nextInt(60));
        Caller from = chain.as(any(random));
        return switch (random.nextInt(8)) {
            case 0 -> from.send(TokenClient.BURN, new BurnRequest(symbol, amount, ""));
            case 1, 2 -> from.send(TokenClient.ISSUE, new IssueRequest(symbol, to.address(), amount, ""));
            case 3 -> from.send(TokenClient.APPROVE, new ApproveRequest(to.address(), symbol, amount));
            case 4, 5 ->
                from.send(
                        TokenClient.TRANSFER_FROM,
                        new TransferFromRequest(any(random).address(), to.address(), symbol, amount, ""));
            default -> from.send(TokenClient.TRANSFER, new TransferRequest(to.address(), symbol, amount, ""));
        };
    }

    private static TestAccount any(SplittableRandom random) {
        return ACCOUNTS.get(random.nextInt(ACCOUNTS.size()));
    }

    private static Amount held(ContractTest chain, String symbol) {
        Amount sum = chain.view(TokenClient.GET_BALANCE, new GetBalanceRequest(ContractTest.PRODUCER, symbol))
                .amount();
        for (TestAccount account : ACCOUNTS) {
            sum = sum.plus(chain.view(TokenClient.GET_BALANCE, new GetBalanceRequest(account.address(), symbol))
                    .amount());
        }
        return sum;
    }
}
