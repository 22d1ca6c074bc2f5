"""A Discord on the loopback: gateway and HTTP, strict about what it is sent, driven from a test.

    async with Discord() as world:
        guild = world.guild("Traders")
        channel = world.channel(guild, "markets")
        ...                                        # start the bot with world.api_url and world.token
        message = await world.post(channel, world.user("ann"), "text")
        reply = await world.reply_to(message)

Every request is held against Discord's own API description where it is at hand and against the limits in `limits`; what
breaks a rule is answered with Discord's error and fails the test that caused it.
"""

from tests.discord_server.messages import Attachment, Interaction, Message
from tests.discord_server.objects import Channel, Guild, User
from tests.discord_server.world import Discord

__all__ = ["Attachment", "Channel", "Discord", "Guild", "Interaction", "Message", "User"]
