"""/brief-schedule: a brief at a set time on trading days; without a time, what is scheduled, and removing it."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, available_timezones

import discord
from discord import app_commands

from bot.answers import UserError
from bot.commands.answering import scope
from bot.desk import Desk
from bot.failures import Asking, lacking_in, permission_name, say
from bot.locale import phrases
from extract import exchanges
from storage.record import BriefPlan

if TYPE_CHECKING:
    from bot.client import App

PLANS = 10
"""Briefs of one server, at most."""
_LARGE = ("XNYS", "XLON", "XETR", "XTKS", "XHKG", "XNSE", "XASX")
_TIME = re.compile(r"(\d{1,2})(?:[:.h]?(\d{2}))?\s*(am|pm)?$", re.IGNORECASE)
_USUAL = (
    "Asia/Tokyo",
    "Asia/Hong_Kong",
    "Asia/Singapore",
    "Asia/Kolkata",
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/Chicago",
    "America/Los_Angeles",
    "America/Sao_Paulo",
    "Australia/Sydney",
    "UTC",
)


@app_commands.command(name="brief-schedule", description="Post the brief at a set time on trading days")
@app_commands.describe(
    time="Such as 08:30; leave it out to see and remove what is scheduled",
    timezone="Where that time is, such as Asia/Tokyo",
    channel="Where to post it, if not here",
)
@app_commands.default_permissions(manage_guild=True)
@app_commands.guild_only()
async def command(
    interaction: discord.Interaction[App],
    time: app_commands.Range[str, 1, 10] | None = None,
    timezone: app_commands.Range[str, 1, 60] | None = None,
    channel: discord.TextChannel | discord.Thread | None = None,
) -> None:
    """Schedule a brief, or show the schedule."""
    if time is None:
        await _show(interaction)
        return
    at, zone = clock_time(time), _zone(timezone)
    where = channel or interaction.channel
    if not isinstance(where, discord.abc.GuildChannel | discord.Thread):
        raise UserError(phrases().say("discord.schedule.no_channel"))
    may_post(where)
    app = interaction.client
    if len(await app.briefs.plans(scope(interaction))) >= PLANS:
        raise UserError(phrases().say("discord.schedule.too_many", count=PLANS))
    identity = blake2b(f"{scope(interaction)}\n{where.id}\n{at}\n{zone}".encode(), digest_size=8).hexdigest()
    plan = BriefPlan(identity, scope(interaction), str(where.id), at, zone, exchange_in(app.desk, zone, app.now()))
    await app.briefs.add(plan)
    await say(interaction, discord.Embed(description=_told(app, plan)), private=True)


@command.autocomplete("timezone")
async def zones(interaction: discord.Interaction[App], typed: str) -> list[app_commands.Choice[str]]:
    """Time zones by any part of their name, each with the time it is there."""
    wanted = typed.strip().casefold().replace(" ", "_")
    names = _USUAL if not wanted else [name for name in _zones() if wanted in name.casefold()]
    ranked = sorted(names, key=lambda n: (n not in _USUAL, not n.casefold().rpartition("/")[2].startswith(wanted)))
    now = interaction.client.now()
    return [
        app_commands.Choice(name=f"{name} ({now.astimezone(ZoneInfo(name)):%H:%M})", value=name) for name in ranked[:25]
    ]


def clock_time(told: str) -> str:
    """A time of day as HH:MM; UserError when it is none."""
    found = _TIME.match(told.strip())
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
    if found and found[3]:
        hour = hour % 12 + (12 if found[3].lower() == "pm" else 0) if 1 <= hour <= 12 else 99
    if hour > 23 or minute > 59:
        raise UserError(phrases().say("discord.schedule.no_time", asked=told[:20]))
    return f"{hour:02}:{minute:02}"


def _zone(told: str | None) -> str:
    if not told or not told.strip():
        raise UserError(phrases().say("discord.schedule.zone_missing"))
    wanted = told.strip().casefold().replace(" ", "_")
    found = [name for name in _zones() if name.casefold() == wanted]
    found = found or [name for name in _zones() if name.casefold().rpartition("/")[2] == wanted]
    if not found:
        raise UserError(phrases().say("discord.schedule.no_zone", asked=told[:40]))
    return found[0]


@cache
def _zones() -> tuple[str, ...]:
    return (*sorted(n for n in available_timezones() if "/" in n and not n.startswith("Etc/")), "UTC")


def exchange_in(desk: Desk, zone: str, now: datetime) -> str:
    """The exchange whose trading days count in a zone: one in that zone or its country, else the large one whose clock
    is nearest to it."""
    main = [desk.directory.get(i) for region in desk.directory.regions for i in region.main]
    mics = list(dict.fromkeys(i.mic for i in main if i is not None and i.mic is not None))
    country = _countries().get(zone)
    for mic in mics:
        if exchanges.zone(mic).key == zone:
            return mic
    for mic in mics:
        if country is not None and _countries().get(exchanges.zone(mic).key) == country:
            return mic
    return min(_LARGE, key=lambda mic: abs(_offset(exchanges.zone(mic).key, now) - _offset(zone, now)))


@cache
def _countries() -> dict[str, str]:
    """The country of each time zone, as the time zone data tells it."""
    lines = files("tzdata.zoneinfo").joinpath("zone.tab").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {row[2]: row[0] for row in rows}


def _offset(zone: str, now: datetime) -> float:
    offset = now.astimezone(ZoneInfo(zone)).utcoffset()
    return offset.total_seconds() if offset is not None else 0.0


def may_post(where: discord.abc.GuildChannel | discord.Thread) -> None:
    """UserError, naming what is lacking, for a channel in which the bot may not post."""
    lacking = lacking_in(where, "send_messages", "embed_links")
    if lacking:
        names = ", ".join(map(permission_name, lacking))
        raise UserError(phrases().say("discord.schedule.lacking", channel=where.mention, names=names))


def _told(app: App, plan: BriefPlan) -> str:
    due = app.briefs.next_at(plan)
    return phrases().say(
        "discord.schedule.told",
        channel=f"<#{plan.channel_id}>",
        time=plan.at,
        zone=plan.zone,
        next=f"<t:{int(due.timestamp())}:F>" if due is not None else "?",
    )


async def _show(interaction: discord.Interaction[App]) -> None:
    app = interaction.client
    plans = await app.briefs.plans(scope(interaction))
    lines = [_told(app, plan) for plan in plans] or [phrases().say("discord.schedule.none")]
    view = Removing(app, plans) if plans else None
    await say(interaction, discord.Embed(description="\n".join(lines)), private=True, view=view)


class Removing(Asking):
    """A choice of scheduled briefs; those that are chosen are removed."""

    def __init__(self, app: App, plans: tuple[BriefPlan, ...]) -> None:
        super().__init__(timeout=600)
        self.add_item(_Remove(app, plans))


class _Remove(discord.ui.Select[Removing]):
    def __init__(self, app: App, plans: tuple[BriefPlan, ...]) -> None:
        options = [
            discord.SelectOption(label=f"{plan.at} {plan.zone}"[:100], value=plan.id, description=_name(app, plan))
            for plan in plans
        ]
        super().__init__(placeholder=phrases().say("discord.schedule.remove"), options=options, max_values=len(options))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        app: App = interaction.client
        await app.briefs.remove(scope(interaction), self.values)
        words = phrases().say("discord.schedule.removed", count=len(self.values))
        await interaction.response.edit_message(embed=discord.Embed(description=words), view=None)


def _name(app: App, plan: BriefPlan) -> str | None:
    channel = app.get_channel(int(plan.channel_id))
    name = getattr(channel, "name", None)
    return f"#{name}"[:100] if name else None
