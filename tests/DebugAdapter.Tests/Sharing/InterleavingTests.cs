using System.Text.Json;
using RspDebug.Testing.Dap;

namespace RspDebug.DebugAdapter.Tests.Sharing;

/// <summary>
/// An editor and two guests do random things at the same time, by seed. After each round the board is asked: it stands, its comparators hold
/// what a model says, and all see the same place. <c>RSP_DEBUG_LONG=1</c>: 1,000 rounds.
/// </summary>
[TestFixture]
[CancelAfter(900_000)]
internal sealed class InterleavingTests
{
    private static readonly int Rounds = Environment.GetEnvironmentVariable("RSP_DEBUG_LONG") == "1" ? 1000 : 60;

    [Test]
    public async Task Rounds_OfThreeClients_LoseNoBreakpointStepNothingTwiceAndEnd()
    {
        await using SharedBoard board = await SharedBoard.StartAsync();
        var random = new Random(20_261);
        uint[] places = [.. new[] { "leaf", "middle", "outer", "many_arguments", "round_done" }.Select(SharedTargetTests.Function)];
        Guest[] guests = [await Guest.ConnectAsync(board, places, 1), await Guest.ConnectAsync(board, places, 2)];
        HashSet<uint> editors = [];
        try
        {
            for (int round = 0; round < Rounds; round++)
            {
                string what = $"round {round}";
                switch (random.Next(4))
                {
                    case 0:
                        await AllStepAsync(board, guests, what);
                        break;
                    case 1:
                        uint[] chosen = [.. places.Where(_ => random.Next(2) == 0)];
                        await Task.WhenAll(board.SetBreakpointsAsync(chosen), guests[0].ChurnAsync(), guests[1].ChurnAsync());
                        editors = [.. chosen];
                        break;
                    case 2:
                        await RunTogetherAsync(board, guests, random.Next(3));
                        break;
                    default:
                        int dies = random.Next(2);
                        await guests[dies].VanishAsync();
                        guests[dies] = await Guest.ConnectAsync(board, places, random.Next());
                        break;
                }

                await CheckAsync(board, guests, [.. editors.Concat(guests.SelectMany(guest => guest.Held)).Distinct().Order()], what);
            }
        }
        finally
        {
            foreach (Guest guest in guests) await guest.DisposeAsync();
        }
    }

    // All three know the stop and step from it at once: the board executes one instruction, unless the editor was told of the guests' step
    // before its own was answered.
    private static async Task AllStepAsync(SharedBoard board, Guest[] guests, string what)
    {
        ulong before = board.Instructions;
        int stops = board.Editor.Events("stopped").Count;
        Task<string>[] told = [.. guests.Select(guest => guest.Client.RequestAsync("vCont;s:1"))];
        bool isStepped = await TryRunAsync(board, "stepIn");
        string[] replies = await Task.WhenAll(told);
        await QuiesceAsync(board, Task.CompletedTask);
        int after = board.Editor.Events("stopped").Count;
        ulong executed = board.Instructions - before;
        string story = $"{what}: {executed} instructions, {after - stops} stops, answers {string.Join(" ", replies)}";
        Assert.That(replies, Is.All.StartsWith("T0"), story);
        Assert.That(executed, Is.EqualTo(1).Or.EqualTo(isStepped ? 2 : 1), story);
        // Both may hold a breakpoint where the step ended.
        bool IsStep(string reply) => reply.StartsWith("T05", StringComparison.Ordinal) && !reply.Contains("hwbreak", StringComparison.Ordinal);
        Assert.That(replies.Count(IsStep), Is.LessThanOrEqualTo((int)executed), story);
    }

    private static async Task RunTogetherAsync(SharedBoard board, Guest[] guests, int first)
    {
        Task<string>[] told = new Task<string>[2];
        for (int i = 0; i < 3; i++)
        {
            int who = (first + i) % 3;
            if (who == 2) _ = await TryRunAsync(board, "continue");
            else told[who] = guests[who].Client.RequestAsync("vCont;c");
        }

        await QuiesceAsync(board, Task.WhenAll(told));
        Assert.That(told.Select(task => task.Result), Is.All.StartsWith("T0"));
    }

    // A guest may have been faster: then the editor's order is refused, as the target runs.
    private static async Task<bool> TryRunAsync(SharedBoard board, string command)
    {
        try
        {
            await board.Editor.RequestAsync(command, new { threadId = 1, granularity = "instruction" });
            return true;
        }
        catch (DapRequestFailedException)
        {
            return false;
        }
    }

    /// <summary>Pauses until everybody was told and the editor can look at the target.</summary>
    private static async Task QuiesceAsync(SharedBoard board, Task told)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            await Task.WhenAny(told, Task.Delay(10, limit.Token));
            limit.Token.ThrowIfCancellationRequested();
            try
            {
                _ = await board.EditorPcAsync();
                if (told.IsCompleted) return;
            }
            catch (DapRequestFailedException)
            {
                await board.Editor.RequestAsync("pause", new { threadId = 1 });
            }
        }
    }

    private static async Task CheckAsync(SharedBoard board, Guest[] guests, uint[] held, string what)
    {
        foreach (Guest guest in guests) Assert.That(await guest.Client.RequestAsync("?"), Does.StartWith("T0"), what);
        Assert.That(board.IsHalted, Is.True, what);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        // What a guest held that vanished is released behind its back.
        while (!board.Comparators.SequenceEqual(held) && !limit.IsCancellationRequested) await Task.Delay(5);
        Assert.That(board.Comparators, Is.EqualTo(held), $"{what}: FP_COMPn");
        uint pc = board.Pc;
        Assert.That(await board.EditorPcAsync(), Is.EqualTo(pc), what);
        foreach (Guest guest in guests) Assert.That(await guest.Client.RegisterAsync(15), Is.EqualTo(pc), what);
        JsonElement memory = await board.Editor.RequestAsync("readMemory", new { memoryReference = "0x20000000", count = 4 });
        Assert.That(BitConverter.ToUInt32(Convert.FromBase64String(memory.GetProperty("data").GetString()!)), Is.EqualTo(board.Word(0x2000_0000)), what);
    }

    /// <summary>A guest and what it holds by its own account.</summary>
    private sealed class Guest : IAsyncDisposable
    {
        private readonly Random _random;
        private readonly uint[] _places;

        private Guest(GuestClient client, uint[] places, int seed) => (Client, _places, _random) = (client, places, new Random(seed));

        public GuestClient Client { get; }

        public HashSet<uint> Held { get; } = [];

        public static async Task<Guest> ConnectAsync(SharedBoard board, uint[] places, int seed) => new(await GuestClient.ConnectAsync(board.Port), places, seed);

        public async Task ChurnAsync()
        {
            for (int i = 0; i < 4; i++)
            {
                uint place = _places[_random.Next(_places.Length)];
                bool adds = _random.Next(2) == 0;
                Assert.That(await Client.RequestAsync($"{(adds ? "Z" : "z")}1,{place:x},2"), Is.EqualTo("OK"));
                _ = adds ? Held.Add(place) : Held.Remove(place);
            }
        }

        /// <summary>Goes away in the middle of a packet.</summary>
        public async Task VanishAsync()
        {
            await Client.WriteAsync("$m2000");
            await Client.DisposeAsync();
        }

        public ValueTask DisposeAsync() => Client.DisposeAsync();
    }
}
