package org.banyan.api;

import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import org.banyan.api.ChainReader.Point;
import org.banyan.contracts.account.GetPolicyRequest;
import org.banyan.contracts.account.WeightedKey;
import org.banyan.contracts.token.GetTokenRequest;
import org.banyan.contracts.token.ListBalancesRequest;
import org.banyan.contracts.token.TokenClient;
import org.banyan.types.Address;
import org.banyan.types.crypto.SignatureScheme;
import org.banyan.v1.Account;
import org.banyan.v1.AccountKey;
import org.banyan.v1.AccountServiceGrpc;
import org.banyan.v1.Balance;
import org.banyan.v1.GetAccountRequest;
import org.banyan.v1.GetAccountResponse;
import org.banyan.v1.ListBalancesResponse;

/** banyan.v1.AccountService. */
final class AccountEndpoint extends AccountServiceGrpc.AccountServiceImplBase {
    private final HostedChains chains;

    AccountEndpoint(HostedChains chains) {
        this.chains = chains;
    }

    @Override
    public void getAccount(GetAccountRequest request, StreamObserver<GetAccountResponse> out) {
        chains.read(out, () -> {
            ChainReader reader = chains.find(request.getChain());
            Address address = reader.address("address", request.getAddress());
            return reader.at(
                    request.getAt(),
                    point -> GetAccountResponse.newBuilder()
                            .setAccount(account(reader, point, address))
                            .setAt(reader.reference(point.id(), point.header().height()))
                            .build());
        });
    }

    private static Account account(ChainReader reader, Point point, Address address) {
        SystemViews views = new SystemViews(point);
        List<Balance> balances = balances(views, address);
        var account = Account.newBuilder().setAddress(reader.text(address)).addAllBalances(balances);
        var code = point.parts().directory().binding(address, point.state());
        if (code.isPresent()) {
            account.setContractName(code.get().name())
                    .setContractVersion(code.get().version());
        } else if (!point.parts().rules().collection().accountContract().isEmpty()) {
            for (WeightedKey key : views.account(address)
                    .getPolicy(new GetPolicyRequest())
                    .policy()
                    .keys()) {
                account.addKeys(AccountKey.newBuilder()
                        .setScheme(schemeName(reader, key.scheme()))
                        .setKey(key.key().toHex())
                        .setWeight((int) key.weight()));
            }
        }
        boolean used = !balances.isEmpty() || account.getKeysCount() > 0 || code.isPresent();
        return account.setUsed(used).build();
    }

    private static String schemeName(ChainReader reader, int scheme) {
        return reader.chain()
                .rules()
                .suite()
                .scheme(scheme)
                .map(SignatureScheme::name)
                .orElse(Integer.toUnsignedString(scheme));
    }

    private static List<Balance> balances(SystemViews views, Address address) {
        List<Balance> balances = new ArrayList<>();
        views.token()
                .ifPresent(token -> token.listBalances(new ListBalancesRequest(address)).holdings().stream()
                        .map(holding -> Balance.newBuilder()
                                .setSymbol(holding.symbol())
                                .setAmount(holding.amount().toString())
                                .setDecimals(decimals(token, holding.symbol()))
                                .build())
                        .forEach(balances::add));
        return balances;
    }

    private static int decimals(TokenClient token, String symbol) {
        return token.getToken(new GetTokenRequest(symbol)).info().decimals();
    }

    @Override
    public void listBalances(org.banyan.v1.ListBalancesRequest request, StreamObserver<ListBalancesResponse> out) {
        chains.read(out, () -> {
            ChainReader reader = chains.find(request.getChain());
            Address address = reader.address("address", request.getAddress());
            int size = Pages.size(request.getPageSize());
            String after = Pages.decode(request.getPageToken());
            return reader.at(request.getAt(), point -> {
                List<Balance> rest = balances(new SystemViews(point), address).stream()
                        .filter(balance -> balance.getSymbol().compareTo(after) > 0)
                        .sorted((one, other) -> one.getSymbol().compareTo(other.getSymbol()))
                        .toList();
                var answer = ListBalancesResponse.newBuilder()
                        .addAllBalances(rest.subList(0, Math.min(size, rest.size())))
                        .setAt(reader.reference(point.id(), point.header().height()));
                return rest.size() <= size
                        ? answer.build()
                        : answer.setNextPageToken(
                                        Pages.encode(rest.get(size - 1).getSymbol()))
                                .build();
            });
        });
    }
}
